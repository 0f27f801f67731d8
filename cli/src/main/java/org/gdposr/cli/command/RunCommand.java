package org.gdposr.cli.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.Version;
import org.gdposr.cli.wiring.EmbeddedRun;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gdpo run}. */
@Command(
    name = "run",
    description = "Run the six stages; what is published already is not made again.")
public final class RunCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Surroundings surroundings;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description = "The run's name (default: the config's name and the time).")
  private @Nullable String id;

  @Option(names = "--detach", description = "Leave the run to a worker and return.")
  private boolean detach;

  @Option(
      names = "--json",
      description = "JSON on stdout, its last line one object; progress on stderr.")
  private boolean json;

  public RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    return new Execution(surroundings, json).guarded(Optional.ofNullable(id), this::start);
  }

  private int start() {
    if (detach) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--detach: an embedded run lives in this process",
          "leave it out; --profile local, which detaches, does not exist yet");
    }
    RunConfig config = options.load(surroundings);
    Home home = new Home(surroundings.writableHome());
    RunRecords records = LocalStore.readOnly(home).records();
    String runId = id == null ? freeId(records) : id;
    if (id != null && records.header(id).isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--id " + id + ": this run exists", "resume it: gdpo resume " + id);
    }
    EmbeddedRun.logBeside(home, runId);
    RunHeader header =
        new RunHeader(runId, Instant.now().toString(), config, Version.current().asMap());
    return new Execution(surroundings, json).execute(home, header);
  }

  private String freeId(RunRecords records) {
    String base = options.name() + "-" + STAMP.format(LocalDateTime.now());
    String free = base;
    for (int n = 2; records.header(free).isPresent(); n++) {
      free = base + "-" + n;
    }
    return free;
  }
}
