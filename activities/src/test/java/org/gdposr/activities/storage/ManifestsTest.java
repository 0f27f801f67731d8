package org.gdposr.activities.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.payload.Json;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
  private static final StageIdentity IDENTITY =
      new StageIdentity(Stage.ROLLOUT, 1, Map.of("seed", 1), Map.of());
  private static final String KEY = IDENTITY.stageKey();

  private final MemoryObjectStore objects = new MemoryObjectStore();
  private final ArtifactStore artifacts = new ArtifactStore(objects);
  private final Manifests manifests = new Manifests(objects);
  @TempDir Path work;

  private ArtifactFile file(String name, String content) throws IOException {
    return artifacts.publish(name, Files.writeString(work.resolve("file"), content));
  }

  private static Manifest manifest(int generation, ArtifactFile... files) {
    return new Manifest(Stage.ROLLOUT, KEY, generation, IDENTITY, List.of(files), Map.of());
  }

  @Test
  void theNewestGenerationCounts() throws IOException {
    assertEquals(1, manifests.nextGeneration(KEY));
    Manifest first = manifests.publish(manifest(1, file("a", "1")));
    Manifest second = manifests.publish(manifest(2, file("a", "2")));
    assertEquals(3, manifests.nextGeneration(KEY));
    assertEquals(Optional.of(second), manifests.newestUsable(KEY));
    assertEquals(first, manifests.load(KEY, 1));
  }

  @Test
  void aGenerationWithMissingFilesIsNoHit() throws IOException {
    Manifest first = manifests.publish(manifest(1, file("a", "1")));
    ArtifactFile lost = file("a", "2");
    manifests.publish(manifest(2, lost));
    objects.delete(StoreLayout.object(lost.sha256()));
    assertEquals(Optional.of(first), manifests.newestUsable(KEY));
    objects.put(StoreLayout.object(first.files().get(0).sha256()), new byte[] {1, 2});
    assertEquals(Optional.empty(), manifests.newestUsable(KEY));
    assertEquals(3, manifests.nextGeneration(KEY));
  }

  @Test
  void theSameResultsTwiceAreOneManifest() throws IOException {
    Manifest mine = manifest(1, file("a", "1"));
    Manifest theirs =
        new Manifest(Stage.ROLLOUT, KEY, 1, IDENTITY, mine.files(), Map.of("host", "other"));
    assertEquals(theirs, manifests.publish(theirs));
    assertEquals(theirs, manifests.publish(mine));
    assertEquals(Json.sha256(theirs), manifests.sha256(mine));
  }

  @Test
  void otherResultsUnderTheSameGenerationNameTheFiles() throws IOException {
    ArtifactFile same = file("same", "1");
    manifests.publish(manifest(1, same, file("b", "1"), file("c", "1")));
    Manifest other = manifest(1, same, file("b", "2"), file("d", "1"));
    String message = ExpectedFailure.message(FailureType.INTERNAL, () -> manifests.publish(other));
    assertTrue(message.endsWith("other bytes of b, c, d"), message);
  }

  @Test
  void aBrokenManifestIsNamed() {
    objects.put(StoreLayout.manifest(KEY, 1), new byte[] {'{'});
    String message = ExpectedFailure.message(FailureType.DATA, () -> manifests.load(KEY, 1));
    assertTrue(message.contains(StoreLayout.manifest(KEY, 1)), message);
  }

  @Test
  void aChunkCountsWhileItsFilesAreThere() throws IOException {
    Chunks chunks = new Chunks(objects);
    assertEquals(Optional.empty(), chunks.find(KEY, 1, "00000"));
    List<ArtifactFile> files = List.of(file("a", "1"), file("b", "2"));
    assertEquals(files, chunks.publish(KEY, 1, "00000", files));
    assertEquals(Optional.of(files), chunks.find(KEY, 1, "00000"));
    assertEquals(Optional.empty(), chunks.find(KEY, 2, "00000"));
    objects.delete(StoreLayout.object(files.get(1).sha256()));
    assertEquals(Optional.empty(), chunks.find(KEY, 1, "00000"));
    List<ArtifactFile> again = List.of(file("a", "1"), file("b", "other bits"));
    assertEquals(again, chunks.publish(KEY, 1, "00000", again));
    file("b", "2");
    assertEquals(again, chunks.publish(KEY, 1, "00000", files), "the first that is whole counts");
  }
}
