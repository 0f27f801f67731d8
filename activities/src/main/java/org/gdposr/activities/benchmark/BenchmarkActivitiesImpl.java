package org.gdposr.activities.benchmark;

import org.gdposr.activities.process.ShardExecutor;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/** The benchmark stage's shards as processes of their own. */
public final class BenchmarkActivitiesImpl implements BenchmarkActivities {
  private final ShardExecutor executor;

  public BenchmarkActivitiesImpl(ShardExecutor executor) {
    this.executor = executor;
  }

  @Override
  public ShardResult evaluate(ShardTask task) {
    return executor.execute(task);
  }
}
