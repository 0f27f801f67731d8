package org.gdposr.cli.command;

import java.util.concurrent.Callable;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import org.gdposr.cli.wiring.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gdpo report}. */
@Command(
    name = "report",
    description = "Write a run's report from what is published, and say where.")
public final class ReportCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String runId = "";

  public ReportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Home home = new Home(surroundings.writableHome());
    LocalStore.readOnly(home).reader().require(runId);
    Reports reports = new Reports(home, surroundings.environment());
    surroundings.out().println(reports.write(runId));
    String notAttached = reports.attach(runId);
    if (!notAttached.isEmpty()) {
      surroundings.err().println("MLflow has no report: " + notAttached);
    }
    return ExitCode.DONE;
  }
}
