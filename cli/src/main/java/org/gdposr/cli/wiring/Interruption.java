package org.gdposr.cli.wiring;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether this process was asked to end (Ctrl-C, SIGTERM). From then on it has {@link
 * #GRACE_SECONDS} to close this, and ends with 128 + the signal's number.
 */
public final class Interruption implements AutoCloseable {
  /** Enough for stage processes to save a checkpoint. */
  public static final int GRACE_SECONDS = 90;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interruption");

  /** Listens to this process's signals. */
  public static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupted() {
    requested.countDown();
    try {
      if (!closed.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("gdpo: still not stopped, leaving");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits at most this long for the request. */
  public boolean await(long milliseconds) throws InterruptedException {
    return requested.await(milliseconds, TimeUnit.MILLISECONDS);
  }

  public boolean requested() {
    return requested.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    if (!requested()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
