package org.gdposr.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;
import org.gdposr.cli.config.ConfigException;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.Durations;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TerminalWidth;
import org.gdposr.cli.run.LastLine;
import org.gdposr.cli.run.LiveTable;
import org.gdposr.cli.run.PlainLines;
import org.gdposr.cli.run.ResultTable;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.run.RunView;
import org.gdposr.cli.wiring.EmbeddedRun;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.Interruption;
import org.gdposr.cli.wiring.LocalStore;
import org.gdposr.cli.wiring.Reports;
import org.gdposr.model.benchmark.BenchmarkSet;

/** What {@code run} and {@code resume} share: the way to the last line. */
final class Execution {
  private static final long LEAST_FREE = 1L << 30;

  private final Surroundings surroundings;
  private final boolean json;
  private final PrintStream words;

  Execution(Surroundings surroundings, boolean json) {
    this.surroundings = surroundings;
    this.json = json;
    this.words = json ? surroundings.err() : surroundings.out();
  }

  /** Runs the command's body; scripts get a last line even when nothing could begin. */
  int guarded(Optional<String> runId, IntSupplier body) {
    try {
      return body.getAsInt();
    } catch (RuntimeException e) {
      if (json) {
        surroundings.printJson(
            LastLine.notBegun(
                runId.orElse(""), type(e).name(), String.valueOf(e.getMessage()), next(e)));
      }
      throw e;
    }
  }

  private static FailureType type(RuntimeException e) {
    if (e instanceof StageFailure failure) {
      return failure.type();
    }
    return e instanceof ConfigException || e instanceof CommandFailure
        ? FailureType.CONFIG
        : FailureType.INTERNAL;
  }

  private static String next(RuntimeException e) {
    return e instanceof CommandFailure failure ? failure.next() : type(e).next();
  }

  /** Works on the run to its end, and says what came of it. */
  int execute(Home home, RunHeader run) {
    requireSpace(home, run.config());
    try (Interruption interruption = Interruption.listen()) {
      return conclude(
          home,
          new EmbeddedRun(home, surroundings.environment()).execute(run, view(), interruption));
    }
  }

  /** Says how a run stands that nothing works on. */
  int conclude(Home home, RunSnapshot run) {
    boolean done = run.state() == RunState.DONE;
    RunReader reader = LocalStore.readOnly(home).reader();
    int skipped = done ? reader.skipped(run.runId()).size() : 0;
    if (done) {
      sayDone(run, skipped, new Reports(home, surroundings.environment()));
    } else {
      sayUnfinished(run);
    }
    if (json) {
      surroundings.printJson(LastLine.of(run));
    }
    return switch (run.state()) {
      case DONE -> skipped > 0 ? ExitCode.SKIPPED : ExitCode.DONE;
      case FAILED -> run.error().map(e -> e.type().exitCode()).orElse(ExitCode.FAILED);
      case PAUSED -> ExitCode.INTERRUPTED;
      case CANCELLED, RUNNING, WAITING -> ExitCode.FAILED;
    };
  }

  private void sayDone(RunSnapshot run, int skipped, Reports reports) {
    Path report = reports.write(run.runId());
    for (ResultTable table : reports.tables(run.runId())) {
      words.println();
      if (!table.set().equals(BenchmarkSet.HELD_OUT)) {
        words.println(table.title());
      }
      table.lines().forEach(words::println);
    }
    words.println();
    if (skipped > 0) {
      words.println("skipped   " + skipped + " images that cannot be used, listed in the report");
    }
    words.println("pictures  " + report.resolveSibling("contact-sheet.png"));
    words.println("report    " + report);
    String notAttached = reports.attach(run.runId());
    if (!notAttached.isEmpty()) {
      words.println("MLflow has no report: " + notAttached);
    }
    words.println("done in " + Durations.of(run.seconds()));
  }

  private void sayUnfinished(RunSnapshot run) {
    PrintStream err = surroundings.err();
    if (run.state() == RunState.PAUSED) {
      err.println("interrupted; go on with: gdpo resume " + run.runId());
      return;
    }
    if (run.state() == RunState.CANCELLED) {
      err.println("cancelled; go on after all with: gdpo resume " + run.runId());
      return;
    }
    for (RunOutcome.Error error : run.error().stream().toList()) {
      String stage = error.stage().isEmpty() ? "" : error.stage() + ": ";
      err.println(
          stage + error.message() + " (" + error.type().name().toLowerCase(Locale.ROOT) + ")");
      err.println("Next: " + error.next() + ".");
    }
  }

  private RunView view() {
    return surroundings.terminal()
        ? new LiveTable(words, TerminalWidth.columns(surroundings.environment()))
        : new PlainLines(words);
  }

  private static void requireSpace(Home home, RunConfig config) {
    try {
      Files.createDirectories(home.folder());
      long free = Files.getFileStore(home.folder()).getUsableSpace();
      long needed = Math.max(LEAST_FREE, 2 * SpaceEstimate.bytes(config));
      if (free < needed) {
        throw new StageFailure(
            FailureType.DISK_FULL,
            String.format(
                Locale.ROOT,
                "GDPO_HOME: %s has %.1f GB free (expected: at least %.1f GB)",
                home.folder(),
                free / 1e9,
                needed / 1e9));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
