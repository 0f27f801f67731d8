package org.gdposr.activities.rollout;

import org.gdposr.activities.process.ShardExecutor;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/** The rollout stage's shards as processes of their own. */
public final class RolloutActivitiesImpl implements RolloutActivities {
  private final ShardExecutor executor;

  public RolloutActivitiesImpl(ShardExecutor executor) {
    this.executor = executor;
  }

  @Override
  public ShardResult rollOut(ShardTask task) {
    return executor.execute(task);
  }
}
