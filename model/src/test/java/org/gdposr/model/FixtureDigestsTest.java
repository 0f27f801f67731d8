package org.gdposr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What Python wrote is what the tests read: {@code src/test/resources/SHA256SUMS} lists every
 * fixture. After writing some anew: {@code mvn -pl model test -Dtest=FixtureDigestsTest
 * -Dfixtures.record=true}; {@code sha256sum -c SHA256SUMS} checks the same.
 */
class FixtureDigestsTest {
  private static final Path FOLDER = Path.of("src/test/resources");
  private static final Path LIST = FOLDER.resolve("SHA256SUMS");

  @Test
  void everyFixtureIsListedWithItsDigest() throws IOException {
    SortedMap<String, String> actual = new TreeMap<>();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = FOLDER.relativize(file).toString();
        // golden numbers are recorded by Java and have a test of their own
        if (!file.equals(LIST) && !name.startsWith("golden")) {
          actual.put(name, sha256(file));
        }
      }
    }
    if (Boolean.getBoolean("fixtures.record")) {
      List<String> lines =
          actual.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey()).toList();
      Files.write(LIST, lines);
      return;
    }
    SortedMap<String, String> listed = new TreeMap<>();
    for (String line : Files.readAllLines(LIST)) {
      listed.put(line.substring(66), line.substring(0, 64));
    }
    assertEquals(listed, actual);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
