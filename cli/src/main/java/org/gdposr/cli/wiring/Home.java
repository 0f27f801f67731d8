package org.gdposr.cli.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.jspecify.annotations.Nullable;

/** A home's places, and which process serves it: at most one, by a lock that dies with it. */
public final class Home {
  private final Path folder;

  public Home(Path folder) {
    this.folder = folder;
  }

  /** Where the embedded store keeps its objects. */
  public Path store() {
    return folder.resolve("store");
  }

  /** Copies of published files, and indexes; may be deleted while nothing runs. */
  public Path cache() {
    return folder.resolve("cache");
  }

  /** Where official files of weights are looked for. */
  public Path weights() {
    return folder.resolve("weights");
  }

  /** Where stage processes keep work, logs and copies, each in a folder of its own. */
  public Path folder() {
    return folder;
  }

  /** Everything about a run that is for people: logs and its report. */
  public Path run(String runId) {
    return folder.resolve("runs").resolve(runId);
  }

  public Path report(String runId) {
    return run(runId).resolve("report");
  }

  /** Asks the process that works on the run to cancel it. */
  public void requestCancel(String runId) {
    try {
      Files.createDirectories(run(runId));
      Files.writeString(cancelFile(runId), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean cancelRequested(String runId) {
    return Files.exists(cancelFile(runId));
  }

  void withdrawCancel(String runId) {
    try {
      Files.deleteIfExists(cancelFile(runId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path cancelFile(String runId) {
    return run(runId).resolve("cancel");
  }

  /** The process that serves this home, if one lives. */
  public Optional<Endpoint> serving() {
    Path file = endpointFile();
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Endpoint endpoint = Json.read(Files.readAllBytes(file), Endpoint.class);
      if (endpoint.pid() == ProcessHandle.current().pid()) {
        // looking at the lock would drop it: a process has one per file
        return Optional.of(endpoint);
      }
      boolean alive = ProcessHandle.of(endpoint.pid()).map(ProcessHandle::isAlive).orElse(false);
      // a pid may be someone else's by now
      return alive && locked() ? Optional.of(endpoint) : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Whether a process serves this home and works on the run. */
  public boolean alive(String runId) {
    return serving().map(Endpoint::runId).filter(runId::equals).isPresent();
  }

  /**
   * Takes this home for this process.
   *
   * @throws CommandFailure if another process serves it
   */
  public Hold hold() {
    try {
      Files.createDirectories(folder);
      if (serving().isPresent()) {
        throw taken();
      }
      FileChannel channel = channel();
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw taken();
      }
      return new Hold(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandFailure taken() {
    String who =
        serving()
            .map(endpoint -> "process " + endpoint.pid() + " (run " + endpoint.runId() + ")")
            .orElse("another process");
    return new CommandFailure(
        ExitCode.USAGE,
        folder + ": " + who + " is at work here",
        "wait for it, or set GDPO_HOME to another folder");
  }

  private boolean locked() throws IOException {
    try (FileChannel channel = channel()) {
      FileLock lock = tryLock(channel);
      return lock == null;
    }
  }

  private FileChannel channel() throws IOException {
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private Path endpointFile() {
    return folder.resolve("endpoint.json");
  }

  /** This process serves the home until this is closed. */
  public final class Hold implements AutoCloseable {
    private final FileChannel channel;

    private Hold(FileChannel channel) {
      this.channel = channel;
    }

    /** Tells other commands where to find this process. */
    public void announce(Endpoint endpoint) {
      try {
        Path part = folder.resolve("endpoint.json.part");
        Files.write(part, Json.write(endpoint));
        Files.move(part, endpointFile(), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(endpointFile());
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
