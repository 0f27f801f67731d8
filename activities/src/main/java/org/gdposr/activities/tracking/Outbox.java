package org.gdposr.activities.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.run.StageStart;
import org.gdposr.activities.storage.JsonObjects;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardTask;
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

  public Outbox(ObjectStore objects) {
    this.objects = objects;
    this.json = new JsonObjects(objects);
    this.runs = new RunRecords(objects);
  }

  /** Where a stage that is not published yet puts its metrics. */
  private record OpenStage(String stageKey, int generation, long startedAtMillis) {}

  /** Notes a begun stage, so that its metrics are delivered while it runs and if it fails. */
  public void begun(String runId, StageStart start) {
    if (!start.shards().isEmpty()) {
      ShardTask task = start.shards().get(0);
      json.put(
          openKey(runId, start.stage()),
          new OpenStage(task.stageKey(), task.generation(), start.startedAtMillis()));
    }
  }

  /**
   * @throws StageFailure of class CONFIG if there is no such run
   */
  TrackedRun load(String runId) {
    Optional<RunOutcome> outcome = runs.outcome(runId);
    RunState state = outcome.map(RunOutcome::state).orElse(RunState.RUNNING);
    Map<Stage, StagePin> pins = runs.pins(runId);
    List<TrackedStage> stages = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      Optional<OpenStage> open = json.find(openKey(runId, stage), OpenStage.class);
      stage(stage, state, Optional.ofNullable(pins.get(stage)), open).ifPresent(stages::add);
    }
    return new TrackedRun(
        runs.require(runId), runs.inputs(runId), outcome, runs.recordSha256(runId), stages);
  }

  MetricSegment segment(String key) {
    return json.find(key, MetricSegment.class)
        .orElseThrow(() -> new StageFailure(FailureType.DATA, "store: " + key + " is missing"));
  }

  private Optional<TrackedStage> stage(
      Stage stage, RunState run, Optional<StagePin> pin, Optional<OpenStage> open) {
    if (open.isPresent() && pin.filter(p -> publishes(p, open.get())).isEmpty()) {
      OpenStage o = open.get();
      return Optional.of(
          new TrackedStage(
              stage,
              o.stageKey(),
              o.generation(),
              o.startedAtMillis(),
              run,
              Optional.empty(),
              segments(o.stageKey(), o.generation())));
    }
    return pin.map(p -> published(p, run));
  }

  private static boolean publishes(StagePin pin, OpenStage open) {
    // a pin of another key or generation is older: the stage is being made again
    return pin.stageKey().equals(open.stageKey()) && pin.generation() == open.generation();
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

  private static String openKey(String runId, Stage stage) {
    return StoreLayout.tracking(runId) + "open/" + stage.word() + ".json";
  }
}
