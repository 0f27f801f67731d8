package org.gdposr.activities.source;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;

/** Work of unknown length in a thread beside the one that says it is alive. */
final class Heartbeats {
  private static final long SECONDS = 5;

  private Heartbeats() {}

  /**
   * Does the work and beats meanwhile. A beat that throws (the activity was cancelled) interrupts
   * the work.
   */
  static <T> T during(Runnable heartbeat, Supplier<T> work) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread worker = new Thread(task, "sources");
              worker.setDaemon(true);
              return worker;
            });
    try {
      Future<T> result = thread.submit(work::get);
      while (true) {
        heartbeat.run();
        try {
          return result.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          continue;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StageFailure(FailureType.INTERNAL, "sources: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageFailure(FailureType.PREEMPTED, "sources: interrupted", e);
    } finally {
      thread.shutdownNow();
    }
  }
}
