package org.gdposr.cli.console;

/** Seconds as people read them; without a formatter, which would load locales. */
public final class Durations {
  private Durations() {}

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 m 05 s}, {@code 2 h 10 m}, {@code 3 d 4 h}. */
  public static String of(double seconds) {
    if (seconds < 9.95) {
      long tenths = Math.round(seconds * 10);
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " m " + twoDigits(whole % 60) + " s";
    }
    if (whole < 86400) {
      return whole / 3600 + " h " + twoDigits(whole % 3600 / 60) + " m";
    }
    return whole / 86400 + " d " + whole % 86400 / 3600 + " h";
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }
}
