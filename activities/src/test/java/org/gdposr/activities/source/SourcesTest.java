package org.gdposr.activities.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.FileDigest;
import org.gdposr.activities.storage.MemoryObjectStore;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.source.DataSpec;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.DeadLeavesSpec;
import org.gdposr.model.source.SourceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  private static final DeadLeavesSpec LEAVES = new DeadLeavesSpec(3, 32);
  private static final Runnable QUIET = () -> {};

  private final MemoryObjectStore objects = new MemoryObjectStore();
  private final ArtifactStore artifacts = new ArtifactStore(objects);
  @TempDir Path work;
  private Path folder = Path.of("");
  private Sources sources = new Sources(artifacts, Path.of(""));

  @BeforeEach
  void makeImages() throws IOException {
    folder = work.resolve("my images");
    Path sub = Files.createDirectories(folder.resolve("sub"));
    sources = new Sources(artifacts, work.resolve("cache"));
    for (int i = 0; i < 3; i++) {
      ImageFiles.writePng(sub.resolve("ö " + i + ".png"), DeadLeaves.render(LEAVES, 7, i));
    }
    Files.writeString(sub.resolve("broken.png"), "no image");
  }

  private DataSpec photos(int heldOut) {
    return new DataSpec(folder.toString(), heldOut, 16, LEAVES);
  }

  private static DataSpec generated() {
    return new DataSpec(DataSpec.DEAD_LEAVES, 1, 16, LEAVES);
  }

  @Test
  void aFolderIsUploadedOnceWithWhatWasSkipped() {
    SourceManifest manifest = sources.ensure(photos(1), 42, QUIET);
    assertEquals(
        List.of("sub/ö 0.png", "sub/ö 1.png", "sub/ö 2.png"),
        manifest.usable().stream().map(SourceFile::name).toList());
    assertEquals(1, manifest.skipped().size());
    assertEquals(manifest, sources.load(manifest.digest()));
    assertEquals(3, objects.list("objects/").size());
    assertEquals(sources.resolve(photos(1), 43).digest(), manifest.digest(), "no seed in photos");
    objects.map.remove(StoreLayout.object(manifest.usable().get(1).sha256()));
    assertFalse(sources.present(manifest.digest(), QUIET));
    assertEquals(manifest, sources.ensure(photos(1), 42, QUIET));
    assertTrue(sources.present(manifest.digest(), QUIET), "what is lost is uploaded again");
  }

  @Test
  void theDigestFollowsContentsNotPlaces() throws IOException {
    String digest = sources.resolve(photos(1), 1).digest();
    Path moved = Files.move(folder, work.resolve("moved"));
    folder = moved;
    assertEquals(digest, sources.resolve(photos(1), 1).digest());
    ImageFiles.writePng(folder.resolve("sub/ö 1.png"), DeadLeaves.render(LEAVES, 8, 1));
    assertNotEquals(digest, sources.resolve(photos(1), 1).digest());
  }

  @Test
  void filesThatDidNotChangeAreNotReadAgain() throws IOException {
    String digest = sources.resolve(photos(1), 1).digest();
    Path image = folder.resolve("sub/ö 0.png");
    FileTime time = Files.getLastModifiedTime(image);
    Files.write(image, new byte[(int) Files.size(image)]);
    Files.setLastModifiedTime(image, time);
    assertEquals(digest, sources.resolve(photos(1), 1).digest());
    Files.setLastModifiedTime(image, FileTime.fromMillis(time.toMillis() + 5));
    assertNotEquals(digest, sources.resolve(photos(1), 1).digest());
  }

  @Test
  void tooFewImagesSayHowManyAndWhatToChange() {
    String message = ExpectedFailure.message(FailureType.DATA, () -> sources.resolve(photos(3), 1));
    assertTrue(message.startsWith("data.images: " + folder + ": 3 usable images"), message);
    assertTrue(message.contains("data.heldOut = 3") && message.contains("broken.png"), message);
  }

  @Test
  void aMissingFolderIsNamed() {
    DataSpec data = new DataSpec(work + "/none", 1, 16, LEAVES);
    String message = ExpectedFailure.message(FailureType.DATA, () -> sources.resolve(data, 1));
    assertTrue(message.contains(work + "/none"), message);
  }

  @Test
  void generatedImagesAreKnownBeforeTheyAreMade() {
    SourceSet set = sources.resolve(generated(), 42);
    assertEquals(List.of(), objects.list(""));
    SourceManifest manifest = sources.ensure(generated(), 42, QUIET);
    assertEquals(set.digest(), manifest.digest());
    assertEquals(3, manifest.usable().size());
    assertNotEquals(set.digest(), sources.resolve(generated(), 43).digest());
  }

  @Test
  void aCancelledHeartbeatEndsTheWork() {
    AtomicInteger beats = new AtomicInteger();
    assertThrows(
        CancellationException.class,
        () ->
            sources.ensure(
                generated(),
                42,
                () -> {
                  beats.incrementAndGet();
                  throw new CancellationException();
                }));
    assertEquals(1, beats.get());
  }

  @Test
  void localCopiesAreVerifiedAndShared() throws IOException {
    SourceManifest manifest = sources.ensure(photos(1), 42, QUIET);
    Path cache = work.resolve("images");
    StoredSourceImages images = new StoredSourceImages(manifest, artifacts, cache);
    assertEquals(3, images.size());
    assertEquals("sub/ö 2.png", images.name(2));
    Path copy = images.path(2);
    assertEquals(images.sha256(2), FileDigest.of(copy).sha256());
    assertTrue(copy.toString().endsWith(".png"));
    Files.write(copy, new byte[] {1});
    Path again = new StoredSourceImages(manifest, artifacts, cache).path(2);
    assertEquals(images.sha256(2), FileDigest.of(again).sha256());
  }

  @Test
  void baseWeightsAreDigestedWhereverTheyLie() throws IOException {
    BaseWeights weights = new BaseWeights(work.resolve("cache"));
    String message = ExpectedFailure.message(FailureType.CONFIG, () -> weights.digest(folder));
    assertTrue(message.startsWith("naosd.base: " + folder), message);
    Path base = work.resolve("base");
    Files.createDirectories(base.resolve("vae"));
    Files.createDirectories(base.resolve("unet"));
    Files.writeString(base.resolve("unet/config.json"), "{}");
    String digest = weights.digest(base);
    assertEquals(digest, weights.digest(Files.move(base, work.resolve("moved"))));
    Files.writeString(work.resolve("moved/unet/config.json"), "{ }");
    assertNotEquals(digest, weights.digest(work.resolve("moved")));
  }
}
