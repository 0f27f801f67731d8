package org.gdposr.activities.arf;

import org.gdposr.activities.process.ShardExecutor;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/** The arf stage's shards as processes of their own. */
public final class ArfActivitiesImpl implements ArfActivities {
  private final ShardExecutor executor;

  public ArfActivitiesImpl(ShardExecutor executor) {
    this.executor = executor;
  }

  @Override
  public ShardResult score(ShardTask task) {
    return executor.execute(task);
  }
}
