package org.gdposr.activities.storage;

import io.minio.errors.MinioException;
import java.io.IOException;
import java.time.Duration;

/**
 * Tries again what may pass in a moment.
 *
 * @param limit no new try starts later than this after the first
 */
record Patience(Duration limit) {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** One try. */
  interface Attempt<T> {
    T run() throws MinioException;
  }

  /**
   * @throws MinioException the last try's
   */
  <T> T call(Attempt<T> attempt) throws MinioException {
    long end = System.nanoTime() + limit.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return run(attempt);
      } catch (MinioException e) {
        boolean late = System.nanoTime() + pause * 1_000_000 > end;
        if (late || !StoreFailures.transientFailure(e) || !sleep(pause)) {
          throw e;
        }
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  private static <T> T run(Attempt<T> attempt) throws MinioException {
    try {
      return attempt.run();
    } catch (IllegalStateException e) {
      // how the client hands on what went wrong on the way to the server
      if (e.getCause() instanceof IOException cause) {
        throw new MinioException(cause);
      }
      throw e;
    }
  }

  /** Whether the sleep was not interrupted. */
  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
