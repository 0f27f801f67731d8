package org.gdposr.workflows;

import io.temporal.workflow.WorkflowInit;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.model.Stage;

/** The pipeline with two stages exchanged: what no open run may meet. */
public final class ReorderedPipeline implements PipelineWorkflow {
  private final PipelineRun run;

  @WorkflowInit
  public ReorderedPipeline(PipelineInput input) {
    this.run = new PipelineRun(input.runId());
  }

  @Override
  public RunOutcome run(PipelineInput input) {
    return run.concluded(
        () -> {
          run.plan();
          run.make(Stage.NAOSD);
          run.make(Stage.DEGRADATION);
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
