package org.gdposr.workflows;

import org.gdposr.model.Stage;

/**
 * Where a stage of a run stands.
 *
 * @param stage the stage
 * @param state its state
 * @param startedAtMillis epoch milliseconds of its begin in this run, 0 before it
 * @param seconds from its begin to its end, 0 until then
 * @param shardsDone finished shards
 * @param shards all shards, 0 while unknown and for cached stages
 */
public record StageStatus(
    Stage stage,
    StageState state,
    long startedAtMillis,
    double seconds,
    int shardsDone,
    int shards) {
  static StageStatus pending(Stage stage) {
    return new StageStatus(stage, StageState.PENDING, 0, 0, 0, 0);
  }

  /** For a run that ended in the middle of the stage: a finished stage stays as it is. */
  StageStatus left(StageState end) {
    boolean open = state == StageState.PENDING || state == StageState.RUNNING;
    return open ? new StageStatus(stage, end, startedAtMillis, 0, shardsDone, shards) : this;
  }

  StageStatus withShardsDone(int done) {
    return new StageStatus(stage, state, startedAtMillis, seconds, done, shards);
  }
}
