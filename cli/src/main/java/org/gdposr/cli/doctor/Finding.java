package org.gdposr.cli.doctor;

/**
 * What a check found.
 *
 * @param name what was looked at
 * @param ok whether runs can be made with it
 * @param detail what it is
 * @param next the way out; empty where nothing is wrong
 */
public record Finding(String name, boolean ok, String detail, String next) {
  static Finding good(String name, String detail) {
    return new Finding(name, true, detail, "");
  }

  static Finding bad(String name, String detail, String next) {
    return new Finding(name, false, detail, next);
  }
}
