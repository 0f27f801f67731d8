package org.gdposr.model;

/** Checks of records' values, in one wording: {@code name: value (expected: rule)}. */
public final class Check {
  private Check() {}

  /**
   * @throws IllegalArgumentException {@code name: value (expected: rule)} unless {@code holds}
   */
  public static void that(boolean holds, String name, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + rule + ")");
    }
  }
}
