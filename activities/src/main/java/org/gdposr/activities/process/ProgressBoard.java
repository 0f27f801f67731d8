package org.gdposr.activities.process;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gdposr.activities.storage.Progress;

/** What a process last said about its progress; cheap to write at every step. */
final class ProgressBoard {
  private final Clock clock;
  private final int chunks;
  private final Map<String, Double> metrics = new ConcurrentHashMap<>();
  private final AtomicInteger chunksDone = new AtomicInteger();
  private volatile Now now;
  private volatile Runnable phaseEnded = () -> {};

  /**
   * @param since epoch milliseconds of the phase's first report
   * @param from step of the phase's first report
   */
  private record Now(String phase, long step, long steps, long since, long from) {}

  ProgressBoard(Clock clock, int chunks) {
    this.clock = clock;
    this.chunks = chunks;
    this.now = new Now("starting", 0, 0, clock.millis(), 0);
  }

  /** What is called when a phase gives way to another. */
  void onPhaseEnd(Runnable action) {
    phaseEnded = action;
  }

  void step(String phase, long step, long steps) {
    Now last = now;
    if (last.phase.equals(phase) && step >= last.step) {
      now = new Now(phase, step, steps, last.since, last.from);
    } else {
      now = new Now(phase, step, steps, clock.millis(), step);
      phaseEnded.run();
    }
  }

  void metric(String name, double value) {
    metrics.put(name, value);
  }

  void chunkDone() {
    chunksDone.incrementAndGet();
  }

  /** The state to publish under this sequence number. */
  Progress read(long sequence) {
    Now at = now;
    double seconds = (clock.millis() - at.since) / 1000.0;
    double rate = seconds > 0 ? (at.step - at.from) / seconds : 0;
    return new Progress(
        sequence,
        at.phase,
        chunksDone.get(),
        chunks,
        at.step,
        at.steps,
        rate,
        metrics,
        clock.instant().toString());
  }
}
