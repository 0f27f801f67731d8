package org.gdposr.activities.benchmark;

import io.temporal.activity.ActivityInterface;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/**
 * Stage 6: the result table.
 *
 * <p>Idempotency key: the task's stage key, generation and shard. A second call adopts the shard's
 * living process, or reuses what it published and goes on from there. Heartbeats carry the shard's
 * {@link org.gdposr.activities.storage.Progress}. Failures carry a {@link
 * org.gdposr.activities.failure.FailureType} as their type; only INFRASTRUCTURE is retried by
 * Temporal, the workflow decides about the others.
 */
@ActivityInterface
public interface BenchmarkActivities {
  /** Restores and scores the held-out images. */
  ShardResult evaluate(ShardTask task);
}
