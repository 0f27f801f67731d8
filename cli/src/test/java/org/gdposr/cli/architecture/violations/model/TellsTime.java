package org.gdposr.cli.architecture.violations.model;

/** The method depends on when it runs. */
public final class TellsTime {
  private TellsTime() {}

  static long violation() {
    return System.nanoTime();
  }
}
