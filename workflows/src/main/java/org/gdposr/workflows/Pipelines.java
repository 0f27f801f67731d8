package org.gdposr.workflows;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.TaskQueues;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.model.Stage;

/** How clients and workers deal with the workflows. */
public final class Pipelines {
  private Pipelines() {}

  /** Options to start a run with: its id is the workflow's, so that one run is open once. */
  public static WorkflowOptions options(String runId) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(runId)
        .setTaskQueue(TaskQueues.CONTROL)
        .build();
  }

  /** Lets a worker of the {@linkplain TaskQueues#CONTROL control queue} run the workflows. */
  public static void register(Worker worker) {
    // an error in workflow code, a changed history among them, fails the run, which a resume mends,
    // instead of blocking it without a word
    WorkflowImplementationOptions options =
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(RuntimeException.class)
            .build();
    worker.registerWorkflowImplementationTypes(
        options, PipelineWorkflowImpl.class, ShardsWorkflowImpl.class);
  }

  /** Where a run stands, with the finished shards of a running stage. */
  public static PipelineStatus status(WorkflowClient client, String runId) {
    PipelineStatus status = client.newWorkflowStub(PipelineWorkflow.class, runId).status();
    List<StageStatus> stages = new ArrayList<>();
    for (StageStatus stage : status.stages()) {
      stages.add(
          stage.state() == StageState.RUNNING && stage.stage().fansOut()
              ? stage.withShardsDone(shardsDone(client, runId, stage.stage()))
              : stage);
    }
    return new PipelineStatus(runId, status.state(), stages);
  }

  /**
   * Waits for a run's end.
   *
   * @return its outcome; empty if it ended cancelled, then only the run's record holds the outcome
   * @throws WorkflowFailedException if the workflow itself failed, by an error in its code
   */
  public static Optional<RunOutcome> await(WorkflowClient client, String runId) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(runId).getResult(RunOutcome.class));
    } catch (WorkflowFailedException end) {
      if (end.getCause() instanceof CanceledFailure) {
        return Optional.empty();
      }
      throw end;
    }
  }

  static String shardsId(String runId, Stage stage) {
    return runId + "/" + stage.word();
  }

  private static int shardsDone(WorkflowClient client, String runId, Stage stage) {
    try {
      return client.newWorkflowStub(ShardsWorkflow.class, shardsId(runId, stage)).done();
    } catch (WorkflowServiceException notStarted) {
      // between the stage's begin and the child's
      return 0;
    }
  }
}
