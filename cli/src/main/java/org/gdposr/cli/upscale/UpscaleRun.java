package org.gdposr.cli.upscale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.FileDigest;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.process.WorkerProcess;
import org.gdposr.cli.upscale.UpscaleTask.Item;
import org.gdposr.cli.wiring.Interruption;
import org.gdposr.model.source.SkippedFile;
import org.gdposr.model.upscale.Tiling;

/**
 * Makes pictures of files in a process of its own. Pictures that are there already, made of the
 * same input under the same settings, are left alone. A process that the system kills, as it does
 * for want of memory, is followed by one with smaller tiles.
 */
public final class UpscaleRun {
  private static final long POLL_MILLISECONDS = 200;

  private final List<String> command;
  private final Map<String, String> environment;
  private final UpscaleTask task;
  private final UpscaleView view;
  private final List<Item> made = new ArrayList<>();
  private final List<Item> there = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();

  /**
   * @param command how an upscaling process is started
   * @param environment this process's
   * @param task all files
   */
  public UpscaleRun(
      List<String> command, Map<String, String> environment, UpscaleTask task, UpscaleView view) {
    this.command = command;
    this.environment = environment;
    this.task = task;
    this.view = view;
  }

  /** How an upscaling ended. */
  public enum End {
    DONE,
    INTERRUPTED
  }

  /**
   * Works until every file is done with.
   *
   * @throws CommandFailure if none can be worked on any more
   */
  public End run(Interruption interruption) {
    List<Item> rest = new ArrayList<>();
    for (Item item : task.items()) {
      if (isThere(item)) {
        there.add(item);
        view.finished(item, "already there");
      } else {
        rest.add(item);
      }
    }
    Tiling tiling = task.tiling();
    try {
      while (!rest.isEmpty() && !interruption.requested()) {
        Optional<Tiling> smaller = work(task.of(rest, tiling), interruption);
        rest.removeIf(item -> made.contains(item) || skippedAlready(item));
        if (smaller.isPresent()) {
          tiling = smaller.get();
          view.line("the system ended the process, as for want of memory: tiles of " + tiling);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return End.INTERRUPTED;
    } finally {
      view.close();
    }
    return rest.isEmpty() ? End.DONE : End.INTERRUPTED;
  }

  /** Files whose pictures were made. */
  public List<Item> made() {
    return made;
  }

  /** Files whose pictures were there. */
  public List<Item> there() {
    return there;
  }

  /** Files that cannot be used. */
  public List<SkippedFile> skipped() {
    return skipped;
  }

  private boolean skippedAlready(Item item) {
    return skipped.stream().anyMatch(file -> file.name().equals(item.name()));
  }

  private boolean isThere(Item item) {
    Optional<PictureRecord> record = PictureRecord.in(item.output());
    if (record.isEmpty() || !record.get().settings().equals(task.settings())) {
      return false;
    }
    try {
      return FileDigest.of(item.input()).sha256().equals(record.get().input());
    } catch (StageFailure e) {
      return false; // the process will say why
    }
  }

  /**
   * One process's work.
   *
   * @return the tiling to go on with if it was killed
   */
  private Optional<Tiling> work(UpscaleTask part, Interruption interruption)
      throws InterruptedException {
    try (WorkerProcess<UpscaleEvent> process =
        WorkerProcess.start(
            "upscaling",
            command,
            environment,
            part.settings().threads(),
            part,
            UpscaleEvent.class)) {
      int before = made.size() + skipped.size();
      while (!interruption.requested()) {
        Optional<UpscaleEvent> event = process.next(POLL_MILLISECONDS);
        event.ifPresent(e -> take(part, e));
        if (process.ended()) {
          boolean finished = made.size() + skipped.size() - before == part.items().size();
          if (finished || interruption.requested()) {
            return Optional.empty();
          }
          Optional<Tiling> smaller = part.tiling().halved();
          if (process.killed() && smaller.isPresent()) {
            return smaller;
          }
          throw process.silentEnd("give a smaller --tile");
        }
      }
      return Optional.empty();
    } finally {
      clear(part);
    }
  }

  /** Removes what the process had not finished. */
  private static void clear(UpscaleTask part) {
    for (Item item : part.items()) {
      try {
        Files.deleteIfExists(item.part());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void take(UpscaleTask part, UpscaleEvent event) {
    Item item = part.items().get(event.item());
    switch (event.kind()) {
      case TILES -> view.tiles(item, event.done(), event.all());
      case SMALLER_TILES -> view.line(item.name() + "  out of memory, now " + event.text());
      case DONE -> {
        made.add(item);
        view.finished(item, "→ " + item.output().getFileName());
      }
      case SKIPPED -> {
        skipped.add(new SkippedFile(item.name(), event.text()));
        view.finished(item, "skipped: " + event.text());
      }
      case FAILED -> throw failure(event.text());
    }
  }

  private CommandFailure failure(String text) {
    String[] parts = text.split(" ", 2);
    FailureType type = FailureType.valueOf(parts[0]);
    String next =
        switch (type) {
          case DISK_FULL -> "free space, then type the same again: finished pictures stay";
          case OUT_OF_MEMORY -> "give a smaller --tile, or the machine more memory";
          case DATA -> "";
          default -> "report it";
        };
    return new CommandFailure(type.exitCode(), parts[1], next);
  }
}
