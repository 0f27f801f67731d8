package org.gdposr.cli.command;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.wiring.EmbeddedRun;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gdpo cancel}. */
@Command(name = "cancel", description = "Give a run up; its checkpoints and published stages stay.")
public final class CancelCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 120;

  private final Surroundings surroundings;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String runId = "";

  public CancelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Home home = new Home(surroundings.writableHome());
    RunReader reader = LocalStore.readOnly(home).reader();
    reader.require(runId);
    if (home.alive(runId)) {
      return cancelLiving(home);
    }
    RunSnapshot run = reader.snapshot(runId, false);
    if (run.state() == RunState.DONE || run.state() == RunState.CANCELLED) {
      surroundings.out().println("run " + runId + " is " + run.state().word() + " already");
      return ExitCode.DONE;
    }
    new EmbeddedRun(home, surroundings.environment())
        .write(
            runId, new RunOutcome(RunState.CANCELLED, Optional.empty(), Instant.now().toString()));
    surroundings.out().println("run " + runId + " is cancelled");
    return ExitCode.DONE;
  }

  private int cancelLiving(Home home) throws InterruptedException {
    home.requestCancel(runId);
    for (int waited = 0; waited < PATIENCE_SECONDS * 5; waited++) {
      if (!home.alive(runId)) {
        surroundings.out().println("run " + runId + " is cancelled");
        return ExitCode.DONE;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new CommandFailure(
        ExitCode.FAILED,
        "run " + runId + ": still saving its work after " + PATIENCE_SECONDS + " s",
        "it is asked to end; look again with: gdpo status " + runId);
  }
}
