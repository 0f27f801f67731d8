package org.gdposr.cli.command;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.tracking.TrackingState;
import org.gdposr.cli.console.Durations;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TextTable;
import org.gdposr.cli.run.LastLine;
import org.gdposr.cli.run.ProgressText;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.run.StageLine;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gdpo status}. */
@Command(name = "status", description = "Say how a run stands; needs no server.")
public final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String runId = "";

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  public StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Home home = new Home(surroundings.home());
    LocalStore store = LocalStore.readOnly(home);
    RunSnapshot run = store.reader().snapshot(runId, home.alive(runId));
    TrackingState tracking = store.tracker(surroundings.environment()).state(runId);
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>(LastLine.of(run));
      line.put("tracking", tracking);
      surroundings.printJson(line);
    } else {
      print(run, tracking);
    }
    return ExitCode.DONE;
  }

  private void print(RunSnapshot run, TrackingState tracking) {
    PrintStream out = surroundings.out();
    out.println("run " + run.runId() + "  " + run.state().word());
    TextTable table = new TextTable("stage", "state", ">time", "");
    for (StageLine stage : run.stages()) {
      boolean made = stage.pin().isPresent();
      table.row(
          stage.stage().word(),
          stage.state().word(),
          made ? Durations.of(stage.seconds()) : "",
          stage.progress().map(ProgressText::of).orElse(""));
    }
    table.lines().forEach(out::println);
    out.println(
        "tracking: "
            + tracking.delivered()
            + " delivered, "
            + tracking.queued()
            + " queued"
            + (tracking.configured() ? "" : " (no server is set)"));
    for (RunOutcome.Error error : run.error().stream().toList()) {
      out.println(error.message());
      out.println("Next: " + error.next() + ".");
    }
    if (run.state() == RunState.PAUSED) {
      out.println("interrupted: gdpo resume " + run.runId());
    }
  }
}
