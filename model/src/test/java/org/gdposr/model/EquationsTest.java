package org.gdposr.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table from equations to code names what is there. */
class EquationsTest {
  private static final Pattern NAME = Pattern.compile("`([a-zA-Z.]+)\\.(\\w+)`");

  @Test
  void everyNamedMethodAndTestExists() throws IOException, ClassNotFoundException {
    int named = 0;
    for (String line : Files.readAllLines(Path.of("../docs/equations.md"))) {
      Matcher matcher = NAME.matcher(line.startsWith("|") ? line : "");
      while (matcher.find()) {
        String method = matcher.group(2);
        Class<?> owner = Class.forName("org.gdposr.model." + matcher.group(1));
        assertTrue(
            Arrays.stream(owner.getDeclaredMethods()).anyMatch(m -> m.getName().equals(method)),
            matcher.group());
        named++;
      }
    }
    assertTrue(named >= 24, "names in the table: " + named);
  }
}
