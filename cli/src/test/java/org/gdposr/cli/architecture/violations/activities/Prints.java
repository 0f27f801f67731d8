package org.gdposr.cli.architecture.violations.activities;

/** Writes where only the command line writes. */
public final class Prints {
  private Prints() {}

  static void violation() {
    System.out.println("here");
  }
}
