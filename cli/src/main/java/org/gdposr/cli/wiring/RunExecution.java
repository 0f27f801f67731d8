package org.gdposr.cli.wiring;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.RunState;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.run.RunView;
import org.gdposr.workflows.PipelineInput;
import org.gdposr.workflows.PipelineWorkflow;
import org.gdposr.workflows.Pipelines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run in this process, from its start to its end, pause or cancel. */
final class RunExecution {
  private static final Logger log = LoggerFactory.getLogger(RunExecution.class);
  private static final long LOOK_MILLIS = 400;

  private final Home home;
  private final RunHeader run;
  private final RunRecords records;
  private final RunReader reader;
  private final WorkflowClient client;
  private final RunView view;
  private final Interruption interruption;

  RunExecution(
      Home home,
      RunHeader run,
      RunRecords records,
      RunReader reader,
      WorkflowClient client,
      RunView view,
      Interruption interruption) {
    this.home = home;
    this.run = run;
    this.records = records;
    this.reader = reader;
    this.client = client;
    this.view = view;
    this.interruption = interruption;
  }

  /** Works until the run's end, and says how it stands then. */
  RunSnapshot execute() throws InterruptedException {
    String runId = run.runId();
    home.withdrawCancel(runId);
    WorkflowClient.start(
        client.newWorkflowStub(PipelineWorkflow.class, Pipelines.options(runId))::run,
        new PipelineInput(runId, run.configSha256()));
    CompletableFuture<Void> end = CompletableFuture.runAsync(this::awaitEnd);
    boolean asked = false;
    while (!end.isDone()) {
      view.show(reader.snapshot(runId, true));
      if (!asked && (interruption.await(LOOK_MILLIS) || home.cancelRequested(runId))) {
        asked = true;
        client.newUntypedWorkflowStub(runId).cancel();
      } else if (asked) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
    end.join();
    boolean unfinished =
        records.outcome(runId).map(RunOutcome::state).orElse(RunState.RUNNING) != RunState.DONE;
    if (interruption.requested() && unfinished) {
      // an interrupted run goes on where it was: only 'gdpo cancel' gives one up
      write(RunState.PAUSED, Optional.empty());
    }
    RunSnapshot last = reader.snapshot(runId, false);
    view.show(last);
    return last;
  }

  private void awaitEnd() {
    try {
      Pipelines.await(client, run.runId())
          .ifPresent(outcome -> log.info("run {}: {}", run.runId(), outcome.state().word()));
    } catch (WorkflowFailedException e) {
      log.error("run {}", run.runId(), e);
      write(
          RunState.FAILED,
          Optional.of(
              new RunOutcome.Error(
                  FailureType.INTERNAL,
                  "",
                  "the workflow failed: " + e.getCause(),
                  FailureType.INTERNAL.next())));
    }
  }

  private void write(RunState state, Optional<RunOutcome.Error> error) {
    records.writeOutcome(run.runId(), new RunOutcome(state, error, Instant.now().toString()));
  }
}
