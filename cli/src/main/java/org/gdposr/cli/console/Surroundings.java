package org.gdposr.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gdposr.activities.payload.Json;

/**
 * What a command sees of the world.
 *
 * @param out results
 * @param err what people read while they wait, and complaints
 * @param environment environment variables
 * @param workingFolder where relative paths start
 * @param terminal whether a person watches: lines may be drawn over
 */
public record Surroundings(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path workingFolder,
    boolean terminal) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. Text is UTF-8 whatever the locale says. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of(System.getProperty("user.dir")),
        System.console() != null && !"dumb".equals(System.getenv("TERM")));
  }

  public PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  public PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }

  /** One line of JSON on {@link #out}. */
  public void printJson(Object value) {
    out.println(new String(Json.write(value), StandardCharsets.UTF_8));
  }

  /** The folder that all of a user's runs live in: GDPO_HOME, else {@code ~/.gdpo}. */
  public Path home() {
    String set = environment.getOrDefault("GDPO_HOME", "");
    return set.isBlank()
        ? Path.of(System.getProperty("user.home"), ".gdpo")
        : workingFolder.resolve(set).normalize();
  }

  /**
   * The home, made if it is not there.
   *
   * @throws CommandFailure if it cannot be written
   */
  public Path writableHome() {
    Path home = home();
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw notWritable(home);
    }
    if (!Files.isWritable(home)) {
      throw notWritable(home);
    }
    return home;
  }

  private static CommandFailure notWritable(Path home) {
    return new CommandFailure(
        ExitCode.USAGE,
        "GDPO_HOME: " + home + " (expected: a folder that can be written)",
        "set GDPO_HOME to another folder");
  }
}
