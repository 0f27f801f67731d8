package org.gdposr.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunState;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.wiring.EmbeddedRun;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gdpo resume}. */
@Command(
    name = "resume",
    description = "Go on with a run where it was, with the config it began with.")
public final class ResumeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String runId = "";

  @Option(
      names = "--json",
      description = "JSON on stdout, its last line one object; progress on stderr.")
  private boolean json;

  public ResumeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return new Execution(surroundings, json).guarded(Optional.of(runId), this::resume);
  }

  private int resume() {
    Home home = new Home(surroundings.writableHome());
    if (LocalStore.readOnly(home).records().header(runId).isPresent()) {
      EmbeddedRun.logBeside(home, runId);
    }
    RunReader reader = LocalStore.readOnly(home).reader();
    RunHeader header = reader.require(runId);
    Execution execution = new Execution(surroundings, json);
    RunSnapshot now = reader.snapshot(runId, home.alive(runId));
    if (now.state() == RunState.DONE) {
      surroundings.err().println("nothing to do: run " + runId + " is done");
      return execution.conclude(home, now);
    }
    return execution.execute(home, header);
  }
}
