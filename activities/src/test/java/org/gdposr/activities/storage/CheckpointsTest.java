package org.gdposr.activities.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private final MemoryObjectStore objects = new MemoryObjectStore();
  private final Checkpoints checkpoints = new Checkpoints(new ArtifactStore(objects));
  private final Claims claims = new Claims(objects);
  private final Claim claim = claims.next("key", 1, "00000-00001", "a");
  @TempDir Path work;

  private void save(Claim by, long step, int keep) throws IOException {
    Path folder = work.resolve("save-" + step);
    Files.createDirectories(folder.resolve("optimizer"));
    Files.writeString(folder.resolve("state.json"), "step " + step);
    Files.writeString(folder.resolve("optimizer/moments.safetensors"), "moments " + step);
    checkpoints.publish(by, step, folder, keep);
  }

  private String loaded() throws IOException {
    Optional<Checkpoints.Loaded> newest = checkpoints.newest("key", 1, work.resolve("into"));
    if (newest.isEmpty()) {
      return "none";
    }
    Path folder = newest.get().folder();
    return newest.get().step()
        + ": "
        + Files.readString(folder.resolve("state.json"))
        + ", "
        + Files.readString(folder.resolve("optimizer/moments.safetensors"));
  }

  @Test
  void theNewestStepComesBackWhole() throws IOException {
    assertEquals("none", loaded());
    save(claim, 9, 2);
    save(claim, 10, 2);
    assertEquals("10: step 10, moments 10", loaded());
    assertEquals("10: step 10, moments 10", loaded(), "again over the same folder");
  }

  @Test
  void onlyTheNewestAreKept() throws IOException {
    for (int step = 1; step <= 5; step++) {
      save(claim, step, 2);
    }
    List<String> keys = objects.list(StoreLayout.checkpoints("key", 1));
    assertEquals(2 * 3, keys.size(), keys.toString());
    assertTrue(keys.get(0).contains("000000000004"), keys.toString());
  }

  @Test
  void aTornCheckpointIsSkippedForTheOneBefore() throws IOException {
    save(claim, 1, 9);
    save(claim, 2, 9);
    save(claim, 3, 9);
    save(claim, 4, 9);
    // bytes turned
    objects.put(StoreLayout.checkpointFile(claim, 4, "state.json"), "step 5".getBytes("UTF-8"));
    // a file lost
    objects.delete(StoreLayout.checkpointFile(claim, 3, "optimizer/moments.safetensors"));
    assertEquals("2: step 2, moments 2", loaded());
    // a record cut off
    objects.put(StoreLayout.checkpoint(claim, 2), new byte[] {'{'});
    assertEquals("1: step 1, moments 1", loaded());
  }

  @Test
  void aFencedProcessPublishesNothing() throws IOException {
    save(claim, 1, 9);
    Claim successor = claims.next("key", 1, "00000-00001", "b");
    String message = ExpectedFailure.message(FailureType.PREEMPTED, () -> save(claim, 2, 9));
    assertTrue(message.contains("00000-00001"), message);
    assertEquals("1: step 1, moments 1", loaded());
    assertFalse(objects.list("").toString().contains("000000000002"));
    save(successor, 2, 9);
    assertEquals("2: step 2, moments 2", loaded());
  }

  @Test
  void generationsDoNotMix() throws IOException {
    save(claim, 7, 1);
    assertEquals(Optional.empty(), checkpoints.newest("key", 2, work.resolve("into")));
  }
}
