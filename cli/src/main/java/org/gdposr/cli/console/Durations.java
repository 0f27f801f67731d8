package org.gdposr.cli.console;

import java.util.Locale;

/** Seconds as people read them. */
public final class Durations {
  private Durations() {}

  /** {@code 0.4 s}, {@code 12 s}, {@code 3 m 05 s}, {@code 2 h 10 m}, {@code 3 d 4 h}. */
  public static String of(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d m %02d s", whole / 60, whole % 60);
    }
    if (whole < 86400) {
      return String.format(Locale.ROOT, "%d h %02d m", whole / 3600, whole % 3600 / 60);
    }
    return whole / 86400 + " d " + whole % 86400 / 3600 + " h";
  }
}
