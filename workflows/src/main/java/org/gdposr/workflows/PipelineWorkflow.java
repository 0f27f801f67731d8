package org.gdposr.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.gdposr.activities.run.RunOutcome;

/**
 * The six stages in order. The workflow's id is the run's id; starting it again under that id
 * resumes the run, since published stages and chunks are found and not made again.
 */
@WorkflowInterface
public interface PipelineWorkflow {
  /**
   * Runs the stages.
   *
   * <p>A failure that no retry mends does not fail the workflow: the outcome is written to the
   * run's record and returned with state FAILED, so that whoever started the run prints the same
   * last line from either.
   *
   * <p>A cancel lets running shards save their work, writes the outcome CANCELLED to the run's
   * record, and ends the workflow as cancelled, for which Temporal keeps no result.
   *
   * @return how the run ended: DONE or FAILED
   */
  @WorkflowMethod
  RunOutcome run(PipelineInput input);

  /** Where the run stands; {@link Pipelines#status} adds the finished shards of running stages. */
  @QueryMethod
  PipelineStatus status();
}
