package org.gdposr.cli.command;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.cli.console.Durations;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TextTable;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gdpo list}. */
@Command(name = "list", description = "List all runs, newest first; needs no server.")
public final class ListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "One JSON array on stdout.")
  private boolean json;

  public ListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Home home = new Home(surroundings.home());
    RunReader reader = LocalStore.readOnly(home).reader();
    List<RunSnapshot> runs =
        reader.runIds().stream()
            .flatMap(runId -> snapshot(reader, home, runId).stream())
            .sorted(Comparator.comparing((RunSnapshot run) -> run.header().createdAt()).reversed())
            .toList();
    if (json) {
      surroundings.printJson(runs.stream().map(ListCommand::values).toList());
    } else if (runs.isEmpty()) {
      surroundings.out().println("no runs yet; start one: gdpo run");
    } else {
      TextTable table = new TextTable("run", "state", ">stages", ">time", "created");
      for (RunSnapshot run : runs) {
        table.row(
            run.runId(),
            run.state().word(),
            published(run) + "/" + run.stages().size(),
            Durations.of(run.seconds()),
            run.header().createdAt().substring(0, 16).replace('T', ' '));
      }
      table.lines().forEach(surroundings.out()::println);
    }
    return ExitCode.DONE;
  }

  /** A record that cannot be read, such as another version's, doesn't hide the others. */
  private Optional<RunSnapshot> snapshot(RunReader reader, Home home, String runId) {
    try {
      return Optional.of(reader.snapshot(runId, home.alive(runId)));
    } catch (StageFailure e) {
      if (e.type() != FailureType.DATA) {
        throw e;
      }
      surroundings.err().println(e.getMessage());
      return Optional.empty();
    }
  }

  private static long published(RunSnapshot run) {
    return run.stages().stream().filter(stage -> stage.pin().isPresent()).count();
  }

  private static Map<String, Object> values(RunSnapshot run) {
    return Map.of(
        "run", run.runId(),
        "state", run.state().word(),
        "published", published(run),
        "seconds", run.seconds(),
        "createdAt", run.header().createdAt());
  }
}
