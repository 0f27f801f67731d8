package org.gdposr.activities.naosd;

import org.gdposr.activities.process.ShardExecutor;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/** The naosd stage's shards as processes of their own. */
public final class NaosdActivitiesImpl implements NaosdActivities {
  private final ShardExecutor executor;

  public NaosdActivitiesImpl(ShardExecutor executor) {
    this.executor = executor;
  }

  @Override
  public ShardResult train(ShardTask task) {
    return executor.execute(task);
  }
}
