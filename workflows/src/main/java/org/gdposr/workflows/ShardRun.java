package org.gdposr.workflows;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/**
 * One shard until it is finished: schedules its activity anew as often as the class of each failure
 * allows, each class counted by itself.
 */
final class ShardRun {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final ShardTask task;
  private final Function<ShardTask, ShardResult> activity;
  private final Map<FailureType, Integer> failures = new EnumMap<>(FailureType.class);

  ShardRun(ShardTask task) {
    this.task = task;
    this.activity = StageOptions.shard(task.stage());
  }

  /**
   * @throws ApplicationFailure of the failure's class when that has no retry left
   * @throws io.temporal.failure.TemporalFailure that {@linkplain Failures#isCancel is a cancel}
   */
  ShardResult run() {
    Duration pause = Duration.ofSeconds(5);
    while (true) {
      try {
        return activity.apply(task);
      } catch (ActivityFailure failure) {
        if (Failures.isCancel(failure)) {
          throw failure;
        }
        count(failure);
      }
      // a host that evicts at once must not fill the history
      Workflow.sleep(pause);
      pause = longer(pause);
    }
  }

  private void count(ActivityFailure failure) {
    FailureType type = Failures.type(failure);
    if (failures.merge(type, 1, Integer::sum) > type.retries()) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          Failures.message(failure), type.name(), null);
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
