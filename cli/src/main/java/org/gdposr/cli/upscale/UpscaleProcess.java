package org.gdposr.cli.upscale;

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
import org.gdposr.cli.upscale.UpscaleTask.Item;

/** An upscaling process, seen from the one that started it. */
final class UpscaleProcess implements AutoCloseable {
  private static final int KILLED = 137;
  private static final int LINES_SHOWN = 3;
  private static final long SECONDS_TO_LEAVE = 10;

  private final Process process;
  private final Path log;
  private final UpscaleTask task;
  private final BlockingQueue<Optional<UpscaleEvent>> events = new LinkedBlockingQueue<>();
  private boolean ended;

  private UpscaleProcess(Process process, Path log, UpscaleTask task) {
    this.process = process;
    this.log = log;
    this.task = task;
  }

  /**
   * Starts a process with the engine's settings in its environment and tells it its task.
   *
   * @param command how it is started
   * @param environment this process's
   */
  static UpscaleProcess start(
      List<String> command, Map<String, String> environment, UpscaleTask task) {
    try {
      Path log = Files.createTempFile("gdpo-upscale", ".log");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      builder.environment().clear();
      builder.environment().putAll(StageEnvironment.kept(environment));
      builder.environment().putAll(StageEnvironment.ofEngine(task.settings().threads()));
      UpscaleProcess started = new UpscaleProcess(builder.start(), log, task);
      started.tell();
      Thread reader = new Thread(started::read, "upscale-events");
      reader.setDaemon(true);
      reader.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void tell() throws IOException {
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
          events.add(
              Optional.of(Json.read(line.getBytes(StandardCharsets.UTF_8), UpscaleEvent.class)));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // its end is told below, and its exit code says why
    } finally {
      events.add(Optional.empty());
    }
  }

  /** Waits at most this long for what it says next; empty if nothing, or when it has ended. */
  Optional<UpscaleEvent> next(long milliseconds) throws InterruptedException {
    Optional<UpscaleEvent> event = events.poll(milliseconds, TimeUnit.MILLISECONDS);
    if (event == null) {
      return Optional.empty();
    }
    ended = event.isEmpty();
    return event;
  }

  /** Whether all that it said was taken and nothing will follow. */
  boolean ended() {
    return ended;
  }

  /** Its exit code, once it {@link #ended}. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** Whether the system ended it, which it does for want of memory. */
  boolean killed() throws InterruptedException {
    return exitCode() == KILLED;
  }

  /** What it left behind when it ended without a word. */
  CommandFailure silentEnd() throws InterruptedException {
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
        "the upscaling process ended with exit code "
            + exitCode()
            + (last.isEmpty() ? "" : "; its last lines: " + last),
        killed()
            ? "the system may have killed it for want of memory: give a smaller --tile"
            : "report it");
  }

  /** Ends the process if it lives, and clears away what it had not finished. */
  @Override
  public void close() {
    try {
      // its standard input would end it as well, but not say that it was asked
      boolean asked = process.toHandle().destroy();
      if (asked && !process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      for (Item item : task.items()) {
        Files.deleteIfExists(item.part());
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
