package org.gdposr.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.doctor.Doctor;
import org.gdposr.cli.doctor.Finding;
import org.gdposr.cli.wiring.StageCommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gdpo doctor}. */
@Command(name = "doctor", description = "Check whether this machine can make runs.")
public final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  public DoctorCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Doctor doctor =
        new Doctor(surroundings.home(), surroundings.environment(), StageCommandLine.engineProbe());
    List<Finding> findings = new ArrayList<>();
    for (Callable<Finding> check : doctor.checks()) {
      Finding finding = check.call();
      findings.add(finding);
      if (!json) {
        print(finding);
      }
    }
    if (json) {
      surroundings.printJson(findings);
    }
    return findings.stream().allMatch(Finding::ok) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(Finding finding) {
    surroundings
        .out()
        .printf("%s %-10s %s%n", finding.ok() ? "✓" : "✗", finding.name(), finding.detail());
    if (!finding.ok()) {
      surroundings.out().println("  " + "next: " + finding.next());
    }
  }
}
