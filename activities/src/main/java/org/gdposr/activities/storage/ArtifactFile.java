package org.gdposr.activities.storage;

import java.util.regex.Pattern;

/**
 * A published file: a name and the content-addressed object behind it.
 *
 * @param name path below the stage's output, {@code /} between folders, never leading out of it
 * @param sha256 of the content, lower-case hex; the object is {@code objects/<sha256>}
 * @param bytes size
 */
public record ArtifactFile(String name, String sha256, long bytes) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ArtifactFile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("artifact name: " + name + " (expected: a/b.c)");
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("sha256: " + sha256 + " (expected: 64 hex digits)");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 0)");
    }
  }
}
