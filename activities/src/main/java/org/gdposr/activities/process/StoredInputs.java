package org.gdposr.activities.process;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.DataException;
import org.gdposr.model.Stage;
import org.gdposr.model.StageFiles;
import org.gdposr.model.StageInputs;
import org.gdposr.model.source.SourceImages;

/** A stage's inputs as its run's record pins them, fetched and verified when asked for. */
final class StoredInputs implements StageInputs {
  private final ArtifactStore artifacts;
  private final RunRecords records;
  private final RunHeader run;
  private final ShardTask task;
  private final Map<Stage, StageFiles> stages = new EnumMap<>(Stage.class);

  /**
   * @param work where inputs appear under their names
   * @param cache copies shared by processes
   */
  StoredInputs(
      ArtifactStore artifacts,
      RunRecords records,
      RunHeader run,
      ShardTask task,
      Path work,
      Path cache) {
    this.artifacts = artifacts;
    this.records = records;
    this.run = run;
    this.task = task;
    ContentCache contents = new ContentCache(cache.resolve("objects"), artifacts);
    for (Stage producer : task.stage().inputs()) {
      Path folder = work.resolve("inputs").resolve(producer.word());
      stages.put(producer, new StoredFiles(pinned(producer), contents, folder));
    }
  }

  private Manifest pinned(Stage producer) {
    StagePin pin =
        records
            .pinOf(run.runId(), producer)
            .orElseThrow(
                () ->
                    new DataException(
                        producer.word()
                            + ": run "
                            + run.runId()
                            + " has no result of it (resume)"));
    Manifests manifests = new Manifests(artifacts.objects());
    Manifest manifest = manifests.load(pin.stageKey(), pin.generation());
    String sha256 = manifests.sha256(manifest);
    if (!sha256.equals(pin.manifestSha256())) {
      throw new DataException(
          producer.word()
              + ": manifest "
              + pin.stageKey()
              + "/"
              + pin.generation()
              + " has sha256 "
              + sha256
              + " (expected: "
              + pin.manifestSha256()
              + ", as the run pinned it)");
    }
    return manifest;
  }

  @Override
  public synchronized SourceImages sources() {
    throw new UnsupportedOperationException();
  }

  @Override
  public StageFiles of(Stage producer) {
    StageFiles files = stages.get(producer);
    if (files == null) {
      throw new IllegalArgumentException(
          "input: " + producer.word() + " (expected: one of " + task.stage().inputs() + ")");
    }
    return files;
  }

  @Override
  public Path baseWeights() {
    throw new UnsupportedOperationException();
  }

  private RunInputs inputs() {
    return records
        .inputs(run.runId())
        .orElseThrow(
            () ->
                new StageFailure(
                    FailureType.DATA, "run " + run.runId() + ": not planned yet (resume it)"));
  }
}
