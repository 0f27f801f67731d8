package org.gdposr.workflows;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.gdposr.activities.TaskQueues;
import org.gdposr.activities.arf.ArfActivities;
import org.gdposr.activities.benchmark.BenchmarkActivities;
import org.gdposr.activities.degradation.DegradationActivities;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.gdpo.GdpoActivities;
import org.gdposr.activities.naosd.NaosdActivities;
import org.gdposr.activities.rollout.RolloutActivities;
import org.gdposr.activities.run.RunActivities;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;

/**
 * The one table of queues, time-outs, retries and activities.
 *
 * <pre>
 * what                  queue    startToClose  heartbeat  Temporal retries
 * a stage's shard       compute  30 d          30 s       lost workers and INFRASTRUCTURE, for ever
 * plan                  control  1 h           30 s       the same
 * begin publish finish  control  10 min        –          the same
 * </pre>
 */
final class StageOptions {
  /** Most shards of a stage in flight: what the compute queue cannot take waits in it. */
  static final int SHARDS_IN_FLIGHT = 64;

  /** Shards per run of the fan-out's chain: about 2,500 events without retries. */
  static final int SHARDS_PER_RUN = 400;

  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private StageOptions() {}

  /** The activity that runs a shard of a stage. */
  static Function<ShardTask, ShardResult> shard(Stage stage) {
    return switch (stage) {
      case DEGRADATION -> compute(DegradationActivities.class)::degrade;
      case NAOSD -> compute(NaosdActivities.class)::train;
      case ROLLOUT -> compute(RolloutActivities.class)::rollOut;
      case ARF -> compute(ArfActivities.class)::score;
      case GDPO -> compute(GdpoActivities.class)::fineTune;
      case BENCHMARK -> compute(BenchmarkActivities.class)::evaluate;
    };
  }

  /** For {@code plan}, which may upload the source images. */
  static RunActivities planning() {
    return Workflow.newActivityStub(
        RunActivities.class,
        activity(TaskQueues.CONTROL, Duration.ofHours(1)).setHeartbeatTimeout(HEARTBEAT).build());
  }

  /** For {@code begin}, {@code publish} and {@code finish}. */
  static RunActivities control() {
    return Workflow.newActivityStub(
        RunActivities.class, activity(TaskQueues.CONTROL, Duration.ofMinutes(10)).build());
  }

  private static <T> T compute(Class<T> activities) {
    return Workflow.newActivityStub(
        activities,
        activity(TaskQueues.COMPUTE, Duration.ofDays(30)).setHeartbeatTimeout(HEARTBEAT).build());
  }

  private static ActivityOptions.Builder activity(String queue, Duration startToClose) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(startToClose)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofSeconds(1))
                .setMaximumInterval(Duration.ofMinutes(1))
                .setDoNotRetry(decidedByWorkflow())
                .build());
  }

  /** Every class but the one that Temporal retries by itself. */
  private static String[] decidedByWorkflow() {
    return Arrays.stream(FailureType.values())
        .filter(type -> type != FailureType.INFRASTRUCTURE)
        .map(FailureType::name)
        .toArray(String[]::new);
  }
}
