package org.gdposr.activities.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a process's progress at an interval and when a phase ends, from a thread of its own:
 * that it goes on is the sign of life. A store that is away is logged and tried again.
 */
final class ProgressWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProgressWriter.class);
  // phases may alternate with every image
  private static final long PHASE_WRITE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Claims claims;
  private final Claim claim;
  private final ProgressBoard board;
  private final StopSignal stop;
  private final ScheduledExecutorService thread = Daemons.scheduled("progress");
  private Optional<ScheduledFuture<?>> writing = Optional.empty();
  private volatile long lastWrite;
  private long sequence;
  private boolean away;

  ProgressWriter(Claims claims, Claim claim, ProgressBoard board, StopSignal stop) {
    this.claims = claims;
    this.claim = claim;
    this.board = board;
    this.stop = stop;
  }

  /** Writes at once, then at this interval. */
  void start(Duration interval) {
    writing =
        Optional.of(
            thread.scheduleAtFixedRate(this::tick, 0, interval.toMillis(), TimeUnit.MILLISECONDS));
    board.onPhaseEnd(this::phaseEnded);
  }

  private void phaseEnded() {
    if (System.nanoTime() - lastWrite < PHASE_WRITE_NANOS) {
      return;
    }
    lastWrite = System.nanoTime();
    try {
      thread.execute(this::write);
    } catch (RejectedExecutionException e) {
      log.debug("progress: closed already");
    }
  }

  private void tick() {
    write();
    try {
      if (!stop.requested() && !claims.isNewest(claim)) {
        log.warn("claim {}: another process took over; stopping", claim.path());
        stop.request();
      }
    } catch (RuntimeException e) {
      log.debug("claim {}: cannot be checked: {}", claim.path(), e.getMessage());
    }
  }

  private void write() {
    lastWrite = System.nanoTime();
    try {
      claims.writeProgress(claim, board.read(++sequence));
      if (away) {
        log.info("progress: written again");
      }
      away = false;
    } catch (RuntimeException e) {
      if (!away) {
        log.warn("progress: cannot be written, the work goes on: {}", e.getMessage());
      }
      away = true;
    }
  }

  /** Writes once more and ends the thread. */
  @Override
  public void close() {
    writing.ifPresent(future -> future.cancel(false));
    thread.execute(this::write);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("progress: the last write is still under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
