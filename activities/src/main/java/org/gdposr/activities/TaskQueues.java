package org.gdposr.activities;

/** The task queues of a deployment. */
public final class TaskQueues {
  /** Planning, publishing, bookkeeping: short, no engine. */
  public static final String CONTROL = "control";

  /** Stage shards: each slot is one process or pod. */
  public static final String COMPUTE = "compute";

  private TaskQueues() {}
}
