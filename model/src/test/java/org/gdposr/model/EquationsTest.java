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
    int count = 0;
    for (String line : Files.readAllLines(Path.of("../docs/equations.md"))) {
      Matcher matcher = NAME.matcher(line.startsWith("|") ? line : "");
      while (matcher.find()) {
        String method = matcher.group(2);
        Class<?> owner = named(matcher.group(1));
        assertTrue(
            Arrays.stream(owner.getDeclaredMethods()).anyMatch(m -> m.getName().equals(method)),
            matcher.group());
        count++;
      }
    }
    assertTrue(count >= 24, "names in the table: " + count);
  }

  /** Without its initializer, which may need the engine. */
  private static Class<?> named(String name) throws ClassNotFoundException {
    return Class.forName("org.gdposr.model." + name, false, EquationsTest.class.getClassLoader());
  }
}
