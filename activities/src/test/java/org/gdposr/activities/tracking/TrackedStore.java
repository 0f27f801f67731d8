package org.gdposr.activities.tracking;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.Identities;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.run.TestConfigs;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.MemoryObjectStore;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.Stage;

/** A store with one run, as far as its test lets it come. */
final class TrackedStore {
  static final String AT = "2026-01-01T01:00:00Z";

  final MemoryObjectStore objects = new MemoryObjectStore();
  final RunRecords runs = new RunRecords(objects);
  final String runId;

  TrackedStore(String runId, String uri) {
    this.runId = runId;
    RunConfig config =
        TestConfigs.tiny(Map.of("tracking.uri", uri, "tracking.experiment", "gdpo-sr-test"));
    runs.create(
        new RunHeader(
            runId, "2026-01-01T00:00:00Z", config, Map.of("version", "0.1.0", "commit", "abc")));
    runs.keepInputs(runId, RunInputs.of("50".repeat(32)));
    outcome(RunState.RUNNING);
  }

  String stageKey(Stage stage) {
    Map<Stage, String> outputs = new EnumMap<>(Stage.class);
    runs.pins(runId).forEach((producer, pin) -> outputs.put(producer, pin.outputSha256()));
    return Identities.of(
            runs.require(runId).config(), stage, outputs, runs.inputs(runId).orElseThrow())
        .stageKey();
  }

  void outcome(RunState state) {
    runs.writeOutcome(runId, new RunOutcome(state, Optional.empty(), AT));
  }

  void failed(Stage stage) {
    runs.writeOutcome(
        runId,
        new RunOutcome(
            RunState.FAILED,
            Optional.of(
                new RunOutcome.Error(FailureType.CRASHED, stage.word(), "it ended", "resume")),
            AT));
  }

  /** Lets a process claim a stage, after those before it. */
  void begin(Stage stage) {
    publishBefore(stage);
    Claim unused = new Claims(objects).next(stageKey(stage), 1, "00000-00001", "test");
  }

  private void publishBefore(Stage stage) {
    for (Stage before : Stage.values()) {
      if (before.compareTo(stage) < 0 && runs.pinOf(runId, before).isEmpty()) {
        publish(before, StagePin.How.CACHED, before.word() + ".bin", before.word());
      }
    }
  }

  /** Publishes a stage with one file; those before it are cached, unless they were published. */
  void publish(Stage stage, StagePin.How how, String name, String content) {
    publishBefore(stage);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    ArtifactFile file = new ArtifactFile(name, Json.sha256(bytes), bytes.length);
    objects.put(StoreLayout.object(file.sha256()), bytes);
    StageIdentity identity =
        new StageIdentity(
            stage,
            stage.revision(),
            Map.of("seed", 7, stage.word(), Map.of("batch", 2, "learningRate", 5e-5)),
            Map.of());
    Manifests manifests = new Manifests(objects);
    Manifest manifest =
        manifests.publish(
            new Manifest(stage, stageKey(stage), 1, identity, List.of(file), Map.of()));
    runs.pin(
        runId,
        new StagePin(
            stage,
            stageKey(stage),
            1,
            manifests.sha256(manifest),
            manifest.outputSha256(),
            how,
            60.5,
            AT));
  }

  /** Publishes a segment with {@code loss = fence + step / 1000} for each step. */
  void segment(Stage stage, int fence, int firstStep, int lastStep) {
    MetricSegments segments = new MetricSegments(objects, stageKey(stage), 1, fence);
    for (int step = firstStep; step <= lastStep; step++) {
      segments.record("loss", step, fence + step / 1000.0, 1_767_225_600_000L + step);
    }
    segments.publish(lastStep);
  }
}
