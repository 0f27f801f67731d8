package org.gdposr.activities.process;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;

/** Runs shards from within activities: what the six stages' activities share. */
public final class ShardExecutor {
  private final StageRunner runner;
  private final RunRecords records;
  private final Supplier<Heartbeat> heartbeats;
  private final LongSupplier clock;
  private final Limits limits;

  /**
   * Times of an execution.
   *
   * @param tick how long it waits between two looks at the process
   * @param beat between heartbeats; a third of Temporal's heartbeat timeout at most
   * @param grace for a process to save a checkpoint when it is asked to stop
   * @param silence without a sign of life after which a process counts as dead
   */
  public record Limits(Duration tick, Duration beat, Duration grace, Duration silence) {
    /** For production. */
    public static Limits standard() {
      return new Limits(
          Duration.ofSeconds(1),
          Duration.ofSeconds(8),
          Duration.ofMinutes(5),
          Duration.ofSeconds(45));
    }
  }

  /** For production: Temporal's heartbeats, the machine's clock. */
  public ShardExecutor(StageRunner runner, ObjectStore store) {
    this(
        runner,
        store,
        Heartbeat::ofCurrentActivity,
        () -> System.nanoTime() / 1_000_000,
        Limits.standard());
  }

  /**
   * @param heartbeats gives the heartbeat of the activity on the calling thread
   * @param clock steady milliseconds
   */
  public ShardExecutor(
      StageRunner runner,
      ObjectStore store,
      Supplier<Heartbeat> heartbeats,
      LongSupplier clock,
      Limits limits) {
    this.runner = runner;
    this.records = new RunRecords(store);
    this.heartbeats = heartbeats;
    this.clock = clock;
    this.limits = limits;
  }

  /**
   * Starts or adopts the shard's process and watches it to its end.
   *
   * @return what it did
   * @throws io.temporal.failure.ApplicationFailure with a {@link
   *     org.gdposr.activities.failure.FailureType} as its type; retryable for INFRASTRUCTURE only
   * @throws io.temporal.client.ActivityCompletionException after a user's cancel, when the process
   *     was stopped; and when Temporal or the worker goes away, while the process lives on
   */
  public ShardResult execute(ShardTask task) {
    try (ShardWatch watch =
        new ShardWatch(task, runner, records, heartbeats.get(), clock, limits)) {
      return watch.run();
    }
  }
}
