package org.gdposr.cli.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import org.gdposr.model.Stage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gdpo logs}. */
@Command(name = "logs", description = "Print what a run's stage processes wrote.")
public final class LogsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String runId = "";

  @Option(names = "--stage", paramLabel = "STAGE", description = "Of this stage only.")
  private @Nullable Stage stage;

  public LogsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LocalStore store = LocalStore.readOnly(new Home(surroundings.home()));
    RunReader reader = store.reader();
    RunHeader run = reader.require(runId);
    List<Stage> stages =
        Optional.ofNullable(stage)
            .map(List::of)
            .orElseGet(() -> Stream.of(Stage.values()).toList());
    for (Stage each : stages) {
      for (Claim claim : reader.claims(run, each)) {
        surroundings.out().println("== " + each.word() + " " + claim.shard());
        for (String key : store.objects().list(StoreLayout.logs(claim))) {
          store
              .objects()
              .find(key)
              .ifPresent(
                  bytes -> surroundings.out().print(new String(bytes, StandardCharsets.UTF_8)));
        }
      }
    }
    return ExitCode.DONE;
  }
}
