package org.gdposr.activities.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {
  private final MemoryObjectStore objects = new MemoryObjectStore();
  private final ArtifactStore artifacts = new ArtifactStore(objects);
  @TempDir Path work;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(work.resolve("file"), "content");
  }

  @Test
  void aFileIsAddressedByItsContent() {
    ArtifactFile artifact = artifacts.publish("policy/lora.safetensors", file);
    assertEquals(
        "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73", artifact.sha256());
    assertEquals(7, artifact.bytes());
    assertTrue(artifacts.present(artifact));
    assertEquals(List.of("objects/" + artifact.sha256()), objects.list(""));
  }

  @Test
  void whatComesBackIsWhatWasPublished() throws IOException {
    ArtifactFile artifact = artifacts.publish("a", file);
    Path target = work.resolve("deep/er/a");
    assertEquals(target, artifacts.fetch(artifact, target));
    assertEquals("content", Files.readString(target));
    assertEquals(target, artifacts.fetch(artifact, target));
  }

  @Test
  void anObjectOfAnotherSizeIsUploadedAnew() {
    ArtifactFile artifact = artifacts.publish("a", file);
    objects.put(StoreLayout.object(artifact.sha256()), new byte[] {1});
    assertFalse(artifacts.present(artifact));
    artifacts.publish("a", file);
    assertTrue(artifacts.present(artifact));
  }

  @Test
  void aCorruptedObjectIsNamedAndDeletedSoThatItsProducerRunsAgain() throws IOException {
    ArtifactFile artifact = artifacts.publish("a.bin", file);
    objects.put(StoreLayout.object(artifact.sha256()), "Content".getBytes("UTF-8"));
    assertTrue(artifacts.present(artifact), "same size");
    String message =
        ExpectedFailure.message(
            FailureType.DATA, () -> artifacts.fetch(artifact, work.resolve("back/a")));
    assertTrue(message.contains("a.bin") && message.contains(artifact.sha256()), message);
    assertFalse(artifacts.present(artifact));
    try (Stream<Path> left = Files.list(work.resolve("back"))) {
      assertEquals(0, left.count(), "nothing unverified stays");
    }
  }

  @Test
  void anObjectCorruptedOnItsWayIsReadAgain() throws IOException {
    ArtifactFile artifact = artifacts.publish("a", file);
    ObjectStore flaky = new FlakyDownloads(objects);
    new ArtifactStore(flaky).fetch(artifact, work.resolve("back"));
    assertEquals("content", Files.readString(work.resolve("back")));
  }

  @Test
  void namesThatLeadOutAreRefused() {
    for (String name : List.of("../a", "a/../../b", "/etc/passwd", "a//b", ".a", "a\\b", "")) {
      assertThrows(IllegalArgumentException.class, () -> artifacts.publish(name, file), name);
    }
    assertEquals(List.of(), objects.list(""));
  }
}
