package org.gdposr.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Which code this is.
 *
 * @param version released version
 * @param commit of the checkout at build time, {@code unknown} outside one
 * @param dirty whether the checkout had changes that no commit holds
 * @param build digest of the sources, {@code unknown} when not started by the launcher
 */
public record Version(String version, String commit, boolean dirty, String build) {
  /** Of the running code. */
  public static Version current() {
    String version = released();
    String dist = System.getProperty("gdpo.dist", "");
    if (dist.isEmpty()) {
      return new Version(version, "unknown", false, "unknown");
    }
    try {
      String[] commit = Files.readString(Path.of(dist, "commit")).trim().split(" ", 2);
      return new Version(
          version, commit[0], commit.length > 1, String.valueOf(Path.of(dist).getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String released() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As runs record it. */
  public Map<String, String> asMap() {
    return Map.of(
        "version", version, "commit", commit, "dirty", String.valueOf(dirty), "build", build);
  }
}
