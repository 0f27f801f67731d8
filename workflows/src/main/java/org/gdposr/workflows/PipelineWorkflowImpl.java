package org.gdposr.workflows;

import io.temporal.workflow.WorkflowInit;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.model.Stage;

/** The pipeline's table of contents; {@link PipelineRun} knows what each line means. */
public final class PipelineWorkflowImpl implements PipelineWorkflow {
  private final PipelineRun run;

  @WorkflowInit
  public PipelineWorkflowImpl(PipelineInput input) {
    this.run = new PipelineRun(input.runId());
  }

  @Override
  public RunOutcome run(PipelineInput input) {
    return run.concluded(
        () -> {
          run.plan();
          run.make(Stage.DEGRADATION);
          run.make(Stage.NAOSD);
          run.make(Stage.ROLLOUT);
          run.make(Stage.ARF);
          run.make(Stage.GDPO);
          run.make(Stage.BENCHMARK);
        });
  }

  @Override
  public PipelineStatus status() {
    return run.status();
  }
}
