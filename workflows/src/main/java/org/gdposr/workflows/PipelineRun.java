package org.gdposr.workflows;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.run.RunActivities;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.run.StageStart;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;
import org.jspecify.annotations.Nullable;

/** One run within its workflow: what each line of the table of contents does. */
final class PipelineRun {
  private final String runId;
  private final RunActivities control = StageOptions.control();
  private final Map<Stage, StageStatus> stages = new EnumMap<>(Stage.class);
  private RunState state = RunState.RUNNING;
  private @Nullable Stage current;

  PipelineRun(String runId) {
    this.runId = runId;
  }

  /** Runs the body to its end, failure or cancel, and writes that as the run's outcome. */
  RunOutcome concluded(Runnable body) {
    RunOutcome outcome;
    try {
      body.run();
      outcome = outcome(RunState.DONE, Optional.empty());
    } catch (TemporalFailure failure) {
      outcome =
          Failures.isCancel(failure)
              ? outcome(RunState.CANCELLED, Optional.empty())
              : outcome(RunState.FAILED, Optional.of(error(failure)));
    }
    leave(outcome.state());
    finish(outcome);
    return outcome;
  }

  void plan() {
    for (Stage stage : StageOptions.planning().plan(runId)) {
      stages.put(stage, StageStatus.pending(stage));
    }
  }

  /** Finds the stage's result or makes it; does nothing for a stage outside the plan. */
  void make(Stage stage) {
    if (!stages.containsKey(stage)) {
      return;
    }
    current = stage;
    StageStart start = control.begin(runId, stage);
    if (start.cached()) {
      stages.put(
          stage, new StageStatus(stage, StageState.CACHED, start.startedAtMillis(), 0, 0, 0));
      return;
    }
    int shards = start.shards().size();
    stages.put(
        stage, new StageStatus(stage, StageState.RUNNING, start.startedAtMillis(), 0, 0, shards));
    boolean resumed = work(stage, start.shards());
    StagePin pin = control.publish(start, resumed);
    stages.put(
        stage,
        new StageStatus(
            stage,
            StageState.of(pin.how()),
            start.startedAtMillis(),
            pin.seconds(),
            shards,
            shards));
  }

  PipelineStatus status() {
    return new PipelineStatus(runId, state, new ArrayList<>(stages.values()));
  }

  /** The last shard of a stage that concludes reads what all others made. */
  private boolean work(Stage stage, List<ShardTask> shards) {
    if (!stage.fansOut() || stage.concludes() && !benchmarkFansOut()) {
      return one(shards);
    }
    int free = stage.concludes() ? shards.size() - 1 : shards.size();
    boolean resumed = fanOut(stage, shards.subList(0, free));
    return one(shards.subList(free, shards.size())) || resumed;
  }

  /** Not in runs that began before it did. */
  private static boolean benchmarkFansOut() {
    return Workflow.getVersion("benchmark fans out", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private boolean fanOut(Stage stage, List<ShardTask> shards) {
    ChildWorkflowOptions options =
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(Pipelines.shardsId(runId, stage))
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            // its processes outlive it and are adopted when the run is started again
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_TERMINATE)
            .build();
    return Workflow.newChildWorkflowStub(ShardsWorkflow.class, options)
        .run(
            new ShardsInput(
                List.copyOf(shards),
                StageOptions.SHARDS_IN_FLIGHT,
                StageOptions.SHARDS_PER_RUN,
                0,
                false))
        .resumed();
  }

  /** One process; more than one follow each other. */
  private boolean one(List<ShardTask> shards) {
    boolean resumed = false;
    for (ShardTask task : shards) {
      resumed |= new ShardRun(task).run().resumed();
    }
    return resumed;
  }

  private RunOutcome.Error error(TemporalFailure failure) {
    FailureType type = Failures.type(failure);
    String stage = current == null ? "" : current.word();
    return new RunOutcome.Error(type, stage, Failures.message(failure), type.next());
  }

  private static RunOutcome outcome(RunState state, Optional<RunOutcome.Error> error) {
    return new RunOutcome(
        state, error, Instant.ofEpochMilli(Workflow.currentTimeMillis()).toString());
  }

  /** The stage that was being made when the run ended is not running any more. */
  private void leave(RunState end) {
    state = end;
    if (current != null && end != RunState.DONE) {
      StageState left = end == RunState.FAILED ? StageState.FAILED : StageState.PENDING;
      stages.computeIfPresent(current, (stage, last) -> last.left(left));
    }
  }

  /** In a detached scope, since a cancelled one would not let it happen. */
  private void finish(RunOutcome outcome) {
    Workflow.newDetachedCancellationScope(() -> control.finish(runId, outcome)).run();
  }
}
