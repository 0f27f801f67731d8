package org.gdposr.activities.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.JsonObjects;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.DataException;
import org.gdposr.model.benchmark.BenchmarkSet;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.source.DataSpec;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.SkippedFile;
import org.gdposr.model.source.SourceFile;
import org.gdposr.model.source.SourceFolder;
import org.gdposr.model.source.SourceSurvey;

/** The HR images of runs: found or generated, then kept in the store. */
public final class Sources {
  /** Raised by hand when the generator draws other images for the same spec and seed. */
  private static final int GENERATOR_REVISION = 1;

  private final ArtifactStore artifacts;
  private final JsonObjects records;
  private final FolderCache surveys;

  /**
   * @param cacheFolder remembers surveys of folders
   */
  public Sources(ArtifactStore artifacts, Path cacheFolder) {
    this.artifacts = artifacts;
    records = new JsonObjects(artifacts.objects());
    surveys = new FolderCache(cacheFolder.resolve("surveys"));
  }

  /**
   * Which images these are. Reads a folder's files only if they changed since the last time.
   *
   * @param seed key of generated images
   * @throws StageFailure of class DATA if the folder has too few usable images
   */
  public SourceSet resolve(DataSpec data, long seed) {
    if (data.generated()) {
      String digest =
          Json.sha256(
              Map.of(
                  "deadLeaves", data.deadLeaves(), "seed", seed, "revision", GENERATOR_REVISION));
      return new SourceSet(digest, data.deadLeaves().count(), List.of());
    }
    SourceSurvey survey = survey(data);
    return new SourceSet(digest(survey.usable()), survey.usable().size(), survey.skipped());
  }

  /**
   * Which images a benchmark has. Reads its files only if they changed since the last time.
   *
   * @param scale HR side ÷ LR side
   * @throws StageFailure of class DATA if it is incomplete or its images don't match
   */
  public SetFolders resolve(BenchmarkSet set, int scale) {
    SetImages images = SetImages.of(set, scale, this::survey);
    return new SetFolders(digest(images.lr()), digest(images.hr()));
  }

  /**
   * Uploads a benchmark's images unless they are in the store.
   *
   * @param heartbeat called every few seconds
   */
  public void ensure(BenchmarkSet set, int scale, Runnable heartbeat) {
    SetImages images = SetImages.of(set, scale, this::survey);
    Heartbeats.during(
        heartbeat,
        () -> {
          keep(images.lr(), Path.of(set.lr()), "benchmark.sets.lr");
          return keep(images.hr(), Path.of(set.hr()), "benchmark.sets.hr");
        });
  }

  private SourceManifest keep(List<SourceFile> images, Path folder, String key) {
    String digest = digest(images);
    Optional<SourceManifest> stored = find(digest);
    return stored.isPresent()
        ? stored.get()
        : publish(new SourceManifest(digest, upload(images, folder, key), List.of()));
  }

  private SourceManifest publish(SourceManifest manifest) {
    records.createOnce(StoreLayout.source(manifest.digest()), manifest);
    return load(manifest.digest());
  }

  private static String digest(List<SourceFile> images) {
    return Json.sha256(images.stream().map(file -> List.of(file.name(), file.sha256())).toList());
  }

  /**
   * Whether these images are in the store.
   *
   * @param heartbeat called every few seconds
   */
  public boolean present(String digest, Runnable heartbeat) {
    return Heartbeats.during(heartbeat, () -> find(digest).isPresent());
  }

  /**
   * Uploads the images unless they are in the store.
   *
   * @param heartbeat called every few seconds
   */
  public SourceManifest ensure(DataSpec data, long seed, Runnable heartbeat) {
    return Heartbeats.during(heartbeat, () -> ensure(data, seed));
  }

  /**
   * @throws StageFailure of class DATA if the store has no such images
   */
  public SourceManifest load(String digest) {
    String key = StoreLayout.source(digest);
    return records
        .find(key, SourceManifest.class)
        .orElseThrow(() -> new StageFailure(FailureType.DATA, "store: " + key + " is missing"));
  }

  private SourceManifest ensure(DataSpec data, long seed) {
    SourceSet set = resolve(data, seed);
    Optional<SourceManifest> stored = find(set.digest());
    if (stored.isPresent()) {
      return stored.get();
    }
    List<SourceFile> images =
        data.generated()
            ? generate(data, seed)
            : upload(survey(data).usable(), Path.of(data.images()), "data.images");
    return publish(new SourceManifest(set.digest(), images, set.skipped()));
  }

  private Optional<SourceManifest> find(String digest) {
    return records
        .find(StoreLayout.source(digest), SourceManifest.class)
        .filter(manifest -> manifest.usable().stream().allMatch(this::present));
  }

  private boolean present(SourceFile image) {
    return artifacts.present(artifact(image));
  }

  static ArtifactFile artifact(SourceFile image) {
    // the image's own name may hold any character
    return new ArtifactFile("source", image.sha256(), image.bytes());
  }

  private List<SourceFile> upload(List<SourceFile> images, Path folder, String key) {
    for (SourceFile image : images) {
      requireNotInterrupted();
      ArtifactFile uploaded = artifacts.publish("source", folder.resolve(image.name()));
      if (!uploaded.equals(artifact(image))) {
        throw new StageFailure(
            FailureType.DATA,
            key + ": " + folder.resolve(image.name()) + " changed while it was read");
      }
    }
    return images;
  }

  private List<SourceFile> generate(DataSpec data, long seed) {
    int size = data.deadLeaves().size();
    List<SourceFile> images = new ArrayList<>();
    for (int index = 0; index < data.deadLeaves().count(); index++) {
      requireNotInterrupted();
      String name = "dead-leaves-%05d.png".formatted(index);
      ArtifactFile image = publish(name, DeadLeaves.render(data.deadLeaves(), seed, index));
      images.add(new SourceFile(name, image.sha256(), image.bytes(), size, size));
    }
    return images;
  }

  private ArtifactFile publish(String name, RgbImage image) {
    try {
      Path file = Files.createTempFile("gdpo-source", ".png");
      try {
        ImageFiles.writePng(file, image);
        return artifacts.publish(name, file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new StageFailure(
          FailureType.DISK_FULL, "no temporary file can be written: " + e.getMessage(), e);
    }
  }

  private SourceSurvey survey(Path folder) {
    return survey(folder, 1);
  }

  private SourceSurvey survey(Path folder, int side) {
    return asFailure(
        () ->
            surveys.value(
                folder,
                "survey " + side,
                SourceSurvey.class,
                () -> SourceFolder.survey(folder, side)));
  }

  private SourceSurvey survey(DataSpec data) {
    Path folder = Path.of(data.images());
    int side = data.minimumSide();
    SourceSurvey survey = survey(folder, side);
    if (survey.usable().size() <= data.heldOut()) {
      throw new StageFailure(
          FailureType.DATA,
          "data.images: "
              + folder
              + ": "
              + survey.usable().size()
              + " usable images"
              + firstOf(survey.skipped())
              + " (expected: more than data.heldOut = "
              + data.heldOut()
              + " with sides >= "
              + side
              + "; add images or lower data.heldOut)");
    }
    return survey;
  }

  private static String firstOf(List<SkippedFile> skipped) {
    return skipped.isEmpty()
        ? ""
        : ", "
            + skipped.size()
            + " skipped, as "
            + skipped.get(0).name()
            + ": "
            + skipped.get(0).reason();
  }

  private static <T> T asFailure(Supplier<T> call) {
    try {
      return call.get();
    } catch (DataException e) {
      throw new StageFailure(FailureType.DATA, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireNotInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new StageFailure(FailureType.PREEMPTED, "sources: interrupted");
    }
  }
}
