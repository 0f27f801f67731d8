package org.gdposr.cli.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gdposr.activities.storage.ObjectStore;

/** Writers that race to create one object: exactly one may win, or fences are worth nothing. */
final class StoreRace {
  static final int WRITERS = 32;

  private StoreRace() {}

  /**
   * @return how many writers were told that they had created the object
   */
  static long winners(ObjectStore store, String key) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        byte[] content = ("writer " + writer).getBytes(StandardCharsets.UTF_8);
        writers.add(() -> store.createOnce(key, content));
      }
      long winners = 0;
      for (Future<Boolean> result : threads.invokeAll(writers)) {
        winners += result.get() ? 1 : 0;
      }
      return winners;
    } catch (ExecutionException e) {
      throw new IllegalStateException("store: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }
}
