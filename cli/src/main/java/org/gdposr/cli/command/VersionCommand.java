package org.gdposr.cli.command;

import java.util.concurrent.Callable;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gdpo version}. */
@Command(name = "version", description = "Say which code this is.")
public final class VersionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "One JSON object on stdout.")
  private boolean json;

  public VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Version version = Version.current();
    if (json) {
      surroundings.printJson(version);
      return ExitCode.DONE;
    }
    surroundings
        .out()
        .println(
            "gdpo %s (commit %s%s, build %s, Java %s)"
                .formatted(
                    version.version(),
                    version.commit(),
                    version.dirty() ? " with changes" : "",
                    version.build(),
                    Runtime.version()));
    return ExitCode.DONE;
  }
}
