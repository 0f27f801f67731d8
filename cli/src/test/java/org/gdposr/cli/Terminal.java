package org.gdposr.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gdposr.cli.console.Surroundings;

/** Types commands and keeps what they say. */
final class Terminal {
  private final Map<String, String> environment = new HashMap<>();
  private final Path folder;

  /** A home below the folder, which is also where commands are typed. */
  Terminal(Path folder) {
    this.folder = folder;
    environment.put("GDPO_HOME", "home");
  }

  /** What a command came to. */
  record Result(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }

    String lastLine() {
      return lines().get(lines().size() - 1);
    }
  }

  Terminal with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A command as a process of its own, with the class path of the tests or another. */
  ProcessBuilder process(String classPath, String... command) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                GdpoSr.class.getName()));
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    return builder;
  }

  Result type(String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        GdpoSr.run(
            new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                folder,
                false),
            command);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
