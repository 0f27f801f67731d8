package org.gdposr.activities.tracking;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what waits for some runs: once, or again and again beside a worker. */
public final class TrackingDeliverer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TrackingDeliverer.class);

  private final RunTracker tracker;
  private final Supplier<? extends Collection<String>> runIds;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(TrackingDeliverer::daemon);

  /**
   * @param runIds the runs to deliver, asked for at each delivery
   */
  public TrackingDeliverer(RunTracker tracker, Supplier<? extends Collection<String>> runIds) {
    this.tracker = tracker;
    this.runIds = runIds;
  }

  /**
   * Delivers each run once.
   *
   * @return what was done, by run id
   */
  public Map<String, Delivery> sync() {
    Map<String, Delivery> deliveries = new TreeMap<>();
    runIds.get().forEach(runId -> deliveries.put(runId, tracker.deliver(runId)));
    return deliveries;
  }

  /** Delivers in the background from now on, until closed. */
  public void start(Duration pause) {
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::syncQuietly, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void syncQuietly() {
    try {
      Map<String, Delivery> unused = sync();
    } catch (RuntimeException e) {
      // the store is away: the next round will tell
      log.debug("tracking waits: {}", e.toString());
    }
  }

  private static Thread daemon(Runnable loop) {
    Thread thread = new Thread(loop, "tracking");
    thread.setDaemon(true);
    return thread;
  }
}
