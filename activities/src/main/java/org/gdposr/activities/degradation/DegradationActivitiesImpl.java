package org.gdposr.activities.degradation;

import org.gdposr.activities.process.ShardExecutor;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/** The degradation stage's shards as processes of their own. */
public final class DegradationActivitiesImpl implements DegradationActivities {
  private final ShardExecutor executor;

  public DegradationActivitiesImpl(ShardExecutor executor) {
    this.executor = executor;
  }

  @Override
  public ShardResult degrade(ShardTask task) {
    return executor.execute(task);
  }
}
