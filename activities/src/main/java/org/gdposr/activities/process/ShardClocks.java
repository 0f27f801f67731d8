package org.gdposr.activities.process;

import java.time.Duration;
import java.util.Optional;
import org.gdposr.activities.storage.Progress;

/**
 * The two clocks of a shard: its sequence says whether it lives, its step whether it moves. While
 * the store cannot be read, neither runs. Times are milliseconds of any steady clock.
 */
final class ShardClocks {
  /** What the clocks say. */
  enum Verdict {
    MOVING,
    /** No sign of life for the limit of silence. */
    SILENT,
    /** Signs of life, but no step for the stall limit. */
    STALLED
  }

  private final Duration silence;
  private final Duration stall;
  private Optional<Progress> last = Optional.empty();
  private long signAt;
  private long stepAt;
  private long observedAt;

  ShardClocks(Duration silence, Duration stall, long now) {
    this.silence = silence;
    this.stall = stall;
    signAt = now;
    stepAt = now;
    observedAt = now;
  }

  /** Judges by what the store holds. */
  Verdict observe(Optional<Progress> progress, long now) {
    observedAt = now;
    if (!sequence(progress).equals(sequence(last))) {
      signAt = now;
    }
    if (!position(progress).equals(position(last))) {
      stepAt = now;
    }
    last = progress;
    if (now - signAt > silence.toMillis()) {
      return Verdict.SILENT;
    }
    return now - stepAt > stall.toMillis() ? Verdict.STALLED : Verdict.MOVING;
  }

  /** The store could not be read: what passed since the last observation doesn't count. */
  void suspend(long now) {
    // the process may need as long as the outage's last try to write again
    signAt = now;
    stepAt += now - observedAt;
    observedAt = now;
  }

  /** The newest progress that was read. */
  Optional<Progress> last() {
    return last;
  }

  private static Optional<Long> sequence(Optional<Progress> progress) {
    return progress.map(Progress::sequence);
  }

  private static Optional<String> position(Optional<Progress> progress) {
    return progress.map(p -> p.phase() + " " + p.chunksDone() + " " + p.step());
  }
}
