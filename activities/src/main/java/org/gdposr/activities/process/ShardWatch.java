package org.gdposr.activities.process;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.gdposr.activities.failure.ActivityFailures;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.process.StageRunner.RunningShard;
import org.gdposr.activities.run.ExecutionSpec;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.storage.Progress;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution of a shard's activity. The activity's thread only waits and heartbeats; whatever
 * may block (the store, a stop) runs on threads beside it.
 */
final class ShardWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ShardWatch.class);
  private static final Duration KILL_GRACE = Duration.ofSeconds(10);
  // a process that writes rarely is given several intervals before it counts as silent
  private static final int SILENT_INTERVALS = 4;

  private final ShardTask task;
  private final StageRunner runner;
  private final RunRecords records;
  private final Heartbeat heartbeat;
  private final LongSupplier clock;
  private final ShardExecutor.Limits limits;
  private final ExecutorService beside = Daemons.pool("shard");
  private Optional<Progress> progress = Optional.empty();
  private Optional<Future<RunningShard>> starting = Optional.empty();
  private Optional<Future<Optional<Progress>>> reading = Optional.empty();
  private long beatAt;
  private long readAt;

  ShardWatch(
      ShardTask task,
      StageRunner runner,
      RunRecords records,
      Heartbeat heartbeat,
      LongSupplier clock,
      ShardExecutor.Limits limits) {
    this.task = task;
    this.runner = runner;
    this.records = records;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.limits = limits;
    this.beatAt = clock.getAsLong() - limits.beat().toMillis();
  }

  ShardResult run() {
    try {
      return watch();
    } catch (ActivityCompletionException e) {
      end(e);
      throw e;
    } catch (RuntimeException e) {
      throw ActivityFailures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ActivityFailures.of(
          new StageFailure(FailureType.INFRASTRUCTURE, "the worker is going away", e));
    }
  }

  private ShardResult watch() throws InterruptedException {
    beat();
    ExecutionSpec spec = beating(submit(() -> records.require(task.runId()).config().execution()));
    Future<RunningShard> start = submit(() -> runner.start(task));
    starting = Optional.of(start);
    RunningShard shard = beating(start);
    ShardClocks clocks = clocks(spec);
    while (true) {
      Optional<ShardExit> exit = shard.await(limits.tick());
      if (exit.isPresent()) {
        return conclude(exit.orElseThrow());
      }
      beat();
      judge(shard, look(shard, clocks), spec);
    }
  }

  private ShardClocks clocks(ExecutionSpec spec) {
    long silence =
        Math.max(limits.silence().toSeconds(), (long) SILENT_INTERVALS * spec.progressSeconds());
    return new ShardClocks(
        Duration.ofSeconds(silence), Duration.ofSeconds(spec.stallSeconds()), clock.getAsLong());
  }

  /** Reads the progress beside the loop, so that a store that hangs delays no heartbeat. */
  private ShardClocks.Verdict look(RunningShard shard, ShardClocks clocks)
      throws InterruptedException {
    long now = clock.getAsLong();
    if (reading.isEmpty()) {
      if (now - readAt >= limits.beat().toMillis() / 2) {
        readAt = now;
        reading = Optional.of(submit(shard::progress));
      }
      return ShardClocks.Verdict.MOVING;
    }
    Future<Optional<Progress>> read = reading.orElseThrow();
    if (!read.isDone()) {
      return ShardClocks.Verdict.MOVING;
    }
    reading = Optional.empty();
    try {
      progress = read.get();
      return clocks.observe(progress, now);
    } catch (ExecutionException e) {
      log.warn("shard {}: progress cannot be read: {}", task.shard(), e.getMessage());
      clocks.suspend(now);
      return ShardClocks.Verdict.MOVING;
    }
  }

  private void judge(RunningShard shard, ShardClocks.Verdict verdict, ExecutionSpec spec)
      throws InterruptedException {
    switch (verdict) {
      case MOVING -> {}
      case SILENT -> {
        beating(submit(() -> shard.stop(KILL_GRACE)));
        throw new StageFailure(
            FailureType.CRASHED,
            task.stage().word() + " " + task.shard() + ": no sign of life from its process");
      }
      case STALLED -> {
        beating(submit(() -> shard.stop(limits.grace())));
        throw new StageFailure(
            FailureType.STALLED,
            task.stage().word()
                + " "
                + task.shard()
                + ": no step for "
                + spec.stallSeconds()
                + " s (execution.stallSeconds)"
                + where());
      }
    }
  }

  private String where() {
    return progress
        .map(p -> ", last at " + p.phase() + " " + p.step() + " of " + p.steps())
        .orElse("");
  }

  private ShardResult conclude(ShardExit exit) {
    return exit.result()
        .orElseThrow(
            () ->
                new StageFailure(
                    // nobody here asked it to stop: its host did
                    exit.failure().orElse(FailureType.PREEMPTED), exit.message()));
  }

  /**
   * Stops the process if the activity ends by a user's wish; else leaves it to the next attempt.
   */
  private void end(ActivityCompletionException reason) {
    if (starting.isEmpty() || detaches(reason)) {
      log.info("shard {}: its process is left running: {}", task.shard(), reason.toString());
      return;
    }
    log.info("shard {}: stopping its process", task.shard());
    Future<RunningShard> start = starting.orElseThrow();
    Future<ShardExit> stopped = submit(() -> start.get().stop(limits.grace()));
    try {
      while (!isDone(stopped)) {
        beatThroughCancel();
      }
      log.info("shard {}: {}", task.shard(), stopped.get());
    } catch (ExecutionException e) {
      log.warn("shard {}: stopping its process failed", task.shard(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beatThroughCancel() {
    try {
      beat();
    } catch (ActivityCompletionException e) {
      // Temporal repeats the cancel with every heartbeat
      if (detaches(e)) {
        throw e;
      }
    }
  }

  private static boolean detaches(ActivityCompletionException e) {
    return e instanceof ActivityWorkerShutdownException
        || e instanceof ActivityNotExistsException
        || (e instanceof ActivityCanceledException && e.getCause() instanceof TimeoutFailure);
  }

  private <T> Future<T> submit(Callable<T> call) {
    return beside.submit(call);
  }

  private <T> T beating(Future<T> future) throws InterruptedException {
    while (!isDone(future)) {
      beat();
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new StageFailure(FailureType.INTERNAL, String.valueOf(e.getCause()), e);
    }
  }

  private boolean isDone(Future<?> future) throws InterruptedException {
    try {
      future.get(limits.tick().toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  private void beat() {
    long now = clock.getAsLong();
    if (now - beatAt >= limits.beat().toMillis()) {
      beatAt = now;
      heartbeat.send(progress);
    }
  }

  @Override
  public void close() {
    beside.shutdown();
  }
}
