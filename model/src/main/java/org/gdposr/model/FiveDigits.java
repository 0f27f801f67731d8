package org.gdposr.model;

/** Numbers as they stand in names: sorted as text, sorted as numbers. */
public final class FiveDigits {
  private static final String ZEROS = "00000";

  private FiveDigits() {}

  /**
   * With leading zeros; larger numbers take the digits they need. A formatter would load locales,
   * which short commands feel.
   *
   * @param n at least 0
   */
  public static String of(int n) {
    String digits = Integer.toString(n);
    return ZEROS.substring(Math.min(ZEROS.length(), digits.length())) + digits;
  }
}
