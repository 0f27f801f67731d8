package org.gdposr.workflows;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.internal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import org.gdposr.activities.TaskQueues;
import org.gdposr.activities.payload.PipelinePayloads;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.model.Stage;

/** A Temporal in memory with both queues' workers and fake activities. */
final class TestPipeline implements AutoCloseable {
  static final String CONFIG_SHA256 = "fedcba9876543210".repeat(4);

  final Failing failing = new Failing();
  final FakeRun run = new FakeRun(failing);
  final FakeStages stages = new FakeStages(failing);

  private final TestWorkflowEnvironment temporal = environment();

  TestPipeline() {
    // or cancels would arrive with the next unthrottled heartbeat, 24 s later
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(50))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(50))
            .build();
    Worker control = temporal.newWorker(TaskQueues.CONTROL, options);
    Pipelines.register(control);
    control.registerActivitiesImplementations(run);
    temporal.newWorker(TaskQueues.COMPUTE, options).registerActivitiesImplementations(stages);
    temporal.start();
  }

  static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(PipelinePayloads.converter())
                    .setIdentity("test")
                    .build())
            .build());
  }

  WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  PipelineWorkflow workflow(String runId) {
    return client().newWorkflowStub(PipelineWorkflow.class, Pipelines.options(runId));
  }

  /** A run that was started before. */
  PipelineWorkflow known(String runId) {
    return client().newWorkflowStub(PipelineWorkflow.class, runId);
  }

  RunOutcome run(String runId) {
    return workflow(runId).run(new PipelineInput(runId, CONFIG_SHA256));
  }

  /** Starts a run without waiting for it. */
  WorkflowStub start(String runId) {
    PipelineWorkflow workflow = workflow(runId);
    WorkflowExecution unused =
        WorkflowClient.start(workflow::run, new PipelineInput(runId, CONFIG_SHA256));
    return WorkflowStub.fromTyped(workflow);
  }

  WorkflowExecutionHistory history(String workflowId) {
    return client().fetchHistory(workflowId);
  }

  WorkflowExecutionHistory shardsHistory(String runId, Stage stage) {
    return history(Pipelines.shardsId(runId, stage));
  }

  @Override
  public void close() {
    temporal.close();
  }
}
