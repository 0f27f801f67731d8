package org.gdposr.activities.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.Identities;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.storage.JsonObjects;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.Stage;

/**
 * What there is to track, read from the store: a run's record, its pins and its stages' metric
 * segments. Nothing is stored a second time for tracking.
 */
public final class Outbox {
  private final ObjectStore objects;
  private final JsonObjects json;
  private final RunRecords runs;
  private final Manifests manifests;

  public Outbox(ObjectStore objects) {
    this.objects = objects;
    this.json = new JsonObjects(objects);
    this.runs = new RunRecords(objects);
    this.manifests = new Manifests(objects);
  }

  /**
   * @throws StageFailure of class CONFIG if there is no such run
   */
  TrackedRun load(String runId) {
    RunHeader header = runs.require(runId);
    Optional<RunInputs> inputs = runs.inputs(runId);
    Optional<RunOutcome> outcome = runs.outcome(runId);
    RunState state = outcome.map(RunOutcome::state).orElse(RunState.RUNNING);
    Map<Stage, StagePin> pins = runs.pins(runId);
    List<TrackedStage> stages = new ArrayList<>();
    pins.values().forEach(pin -> stages.add(published(pin, state)));
    inputs.flatMap(known -> open(header, known, pins, state)).ifPresent(stages::add);
    return new TrackedRun(header, inputs, outcome, runs.recordSha256(runId), stages);
  }

  MetricSegment segment(String key) {
    return json.find(key, MetricSegment.class)
        .orElseThrow(() -> new StageFailure(FailureType.DATA, "store: " + key + " is missing"));
  }

  /** The first stage without a result, if a process has claimed a shard of it. */
  private Optional<TrackedStage> open(
      RunHeader header, RunInputs inputs, Map<Stage, StagePin> pins, RunState state) {
    Optional<Stage> next =
        Arrays.stream(Stage.values()).filter(stage -> !pins.containsKey(stage)).findFirst();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    Map<Stage, String> outputs = new EnumMap<>(Stage.class);
    pins.forEach((stage, pin) -> outputs.put(stage, pin.outputSha256()));
    String stageKey = Identities.of(header.config(), next.get(), outputs, inputs).stageKey();
    int generation = manifests.nextGeneration(stageKey);
    if (objects.list("claims/" + stageKey + "/" + generation + "/").isEmpty()) {
      return Optional.empty();
    }
    // stages follow each other
    String startedAt =
        pins.values().stream()
            .map(StagePin::at)
            .max(Comparator.comparing(Instant::parse))
            .orElse(header.createdAt());
    return Optional.of(
        new TrackedStage(
            next.get(),
            stageKey,
            generation,
            Instant.parse(startedAt).toEpochMilli(),
            state,
            Optional.empty(),
            segments(stageKey, generation)));
  }

  private TrackedStage published(StagePin pin, RunState run) {
    Duration lasted = Duration.ofMillis(Math.round(pin.seconds() * 1000));
    boolean cached = pin.how() == StagePin.How.CACHED;
    return new TrackedStage(
        pin.stage(),
        pin.stageKey(),
        pin.generation(),
        Instant.parse(pin.at()).minus(lasted).toEpochMilli(),
        run,
        Optional.of(pin),
        cached ? List.of() : segments(pin.stageKey(), pin.generation()));
  }

  private List<String> segments(String stageKey, int generation) {
    return objects.list(StoreLayout.outbox(stageKey, generation));
  }
}
