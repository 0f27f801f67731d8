package org.gdposr.cli.architecture.violations.activities;

/** Reads what only the command line reads. */
public final class ReadsEnvironment {
  private ReadsEnvironment() {}

  static boolean violation() {
    return System.getenv().isEmpty();
  }
}
