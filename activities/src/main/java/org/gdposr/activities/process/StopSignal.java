package org.gdposr.activities.process;

/** Whether a process was asked to save a checkpoint and end. Never taken back. */
public final class StopSignal {
  private volatile boolean requested;

  /** Asks; may be called from any thread, and again. */
  public void request() {
    requested = true;
  }

  /** Whether it was asked. */
  public boolean requested() {
    return requested;
  }
}
