package org.gdposr.workflows;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The shards of one fanned-out stage, a bounded number at a time; child of the pipeline. */
@WorkflowInterface
public interface ShardsWorkflow {
  /**
   * Runs every shard once. The first failure that no retry mends stops the others, which save their
   * work, and fails the workflow with its {@link org.gdposr.activities.failure.FailureType}; a
   * cancel does the same and ends it cancelled.
   */
  @WorkflowMethod
  ShardsResult run(ShardsInput input);

  /** Finished shards, over the whole chain. */
  @QueryMethod
  int done();
}
