package org.gdposr.activities.gdpo;

import org.gdposr.activities.process.ShardExecutor;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/** The gdpo stage's shards as processes of their own. */
public final class GdpoActivitiesImpl implements GdpoActivities {
  private final ShardExecutor executor;

  public GdpoActivitiesImpl(ShardExecutor executor) {
    this.executor = executor;
  }

  @Override
  public ShardResult fineTune(ShardTask task) {
    return executor.execute(task);
  }
}
