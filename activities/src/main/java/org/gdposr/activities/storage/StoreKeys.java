package org.gdposr.activities.storage;

import java.util.regex.Pattern;

/** Which names are keys. */
final class StoreKeys {
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  /** What the embedded server calls an object that is still being written. */
  private static final Pattern UNFINISHED =
      Pattern.compile(".*-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private StoreKeys() {}

  /**
   * @throws IllegalArgumentException for a key that could lead out of a folder
   */
  static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("key: " + key + " (expected: a/b.c)");
    }
    return key;
  }

  /** Whether a listed name is an object rather than what a server left behind. */
  static boolean complete(String name) {
    return KEY.matcher(name).matches() && !UNFINISHED.matcher(name).matches();
  }
}
