package org.gdposr.cli.architecture.violations.workflows;

import java.time.Instant;

/** A workflow reads a clock, which says something else at replay. */
final class ReadsClock {
  private ReadsClock() {}

  static Instant violation() {
    return Instant.now();
  }
}
