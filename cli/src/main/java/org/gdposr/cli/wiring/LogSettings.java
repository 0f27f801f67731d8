package org.gdposr.cli.wiring;

import java.util.Map;

/** How much libraries and this program say in logs. */
final class LogSettings {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private LogSettings() {}

  /** System properties of a process whose log is kept. */
  static Map<String, String> detailed() {
    return Map.of(
        PREFIX + "log.org.gdposr",
        "info",
        PREFIX + "showDateTime",
        "true",
        PREFIX + "dateTimeFormat",
        "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
  }

  /** The system property that names the file. */
  static String file() {
    return PREFIX + "logFile";
  }
}
