package org.gdposr.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.process.StageEnvironment;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;

/**
 * A command's child process, seen from the one that started it: told a task as the first line of
 * its input, it says events, a line of JSON each.
 *
 * @param <E> events
 */
public final class WorkerProcess<E> implements AutoCloseable {
  private static final int KILLED = 137;
  private static final int LINES_SHOWN = 3;
  private static final long SECONDS_TO_LEAVE = 10;

  private final Process process;
  private final Path log;
  private final String name;
  private final Class<E> type;
  private final BlockingQueue<Optional<E>> events = new LinkedBlockingQueue<>();
  private boolean ended;

  private WorkerProcess(Process process, Path log, String name, Class<E> type) {
    this.process = process;
    this.log = log;
    this.name = name;
    this.type = type;
  }

  /**
   * Starts a process with the engine's settings in its environment and tells it its task.
   *
   * @param name what it does, for messages: {@code upscaling}
   * @param command how it is started
   * @param environment this process's
   * @param threads the engine's
   * @param task a record
   * @param type of its events
   */
  public static <E> WorkerProcess<E> start(
      String name,
      List<String> command,
      Map<String, String> environment,
      int threads,
      Record task,
      Class<E> type) {
    try {
      Path log = Files.createTempFile("gdpo-" + name, ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      builder.environment().clear();
      builder.environment().putAll(StageEnvironment.kept(environment));
      builder.environment().putAll(StageEnvironment.ofEngine(threads));
      WorkerProcess<E> started = new WorkerProcess<>(builder.start(), log, name, type);
      started.tell(task);
      Thread reader = new Thread(started::read, name + "-events");
      reader.setDaemon(true);
      reader.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell(Record task) throws IOException {
    OutputStream in = process.getOutputStream(); // held open: its end is the process's
    in.write(Json.write(task));
    in.write('\n');
    in.flush();
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("{")) { // libraries may speak, too
          events.add(Optional.of(Json.read(line.getBytes(StandardCharsets.UTF_8), type)));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // its end is told below, and its exit code says why
    } finally {
      events.add(Optional.empty());
    }
  }

  /** Waits at most this long for what it says next; empty if nothing, or when it has ended. */
  public Optional<E> next(long milliseconds) throws InterruptedException {
    Optional<E> event = events.poll(milliseconds, TimeUnit.MILLISECONDS);
    if (event == null) {
      return Optional.empty();
    }
    ended = event.isEmpty();
    return event;
  }

  /** Whether all that it said was taken and nothing will follow. */
  public boolean ended() {
    return ended;
  }

  /** Its exit code, once it {@link #ended}. */
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Whether the system ended it, which it does for want of memory. */
  public boolean killed() throws InterruptedException {
    return exitCode() == KILLED;
  }

  /**
   * What it left behind when it ended without a word.
   *
   * @param lighter how it would take less memory
   */
  public CommandFailure silentEnd(String lighter) throws InterruptedException {
    String last;
    try {
      List<String> lines = Files.readAllLines(log);
      last =
          String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException | UncheckedIOException e) {
      last = "";
    }
    return new CommandFailure(
        ExitCode.FAILED,
        "the "
            + name
            + " process ended with exit code "
            + exitCode()
            + (last.isEmpty() ? "" : "; its last lines: " + last),
        killed() ? "the system may have killed it for want of memory: " + lighter : "report it");
  }

  /** Ends the process if it lives. */
  @Override
  public void close() {
    try {
      // its standard input would end it as well, but not say that it was asked
      boolean asked = process.toHandle().destroy();
      if (asked && !process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
