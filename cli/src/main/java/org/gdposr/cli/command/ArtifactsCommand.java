package org.gdposr.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.cli.config.NearestName;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TextTable;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import org.gdposr.model.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gdpo artifacts}. */
@Command(name = "artifacts", description = "List a run's published files, or copy one out.")
public final class ArtifactsCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String runId = "";

  @Option(
      names = "--get",
      arity = "2",
      paramLabel = "NAME OUT",
      hideParamSyntax = true,
      description = "Copy the file NAME to OUT, verified.")
  private List<String> get = List.of();

  public ArtifactsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LocalStore store = LocalStore.readOnly(new Home(surroundings.home()));
    RunReader reader = store.reader();
    reader.require(runId);
    List<Manifest> manifests =
        Stream.of(Stage.values())
            .map(stage -> reader.manifest(runId, stage))
            .flatMap(Optional::stream)
            .toList();
    if (get.isEmpty()) {
      print(manifests);
    } else {
      Path out = surroundings.workingFolder().resolve(get.get(1));
      surroundings.out().println(store.artifacts().fetch(find(manifests, get.get(0)), out));
    }
    return ExitCode.DONE;
  }

  private void print(List<Manifest> manifests) {
    TextTable table = new TextTable("stage", "name", ">bytes", "sha256");
    for (Manifest manifest : manifests) {
      for (ArtifactFile file : manifest.files()) {
        table.row(
            manifest.stage().word(), file.name(), String.valueOf(file.bytes()), file.sha256());
      }
    }
    table.lines().forEach(surroundings.out()::println);
  }

  private ArtifactFile find(List<Manifest> manifests, String name) {
    List<ArtifactFile> files = manifests.stream().flatMap(m -> m.files().stream()).toList();
    return files.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    name
                        + ": run "
                        + runId
                        + " published no such file"
                        + NearestName.of(name, files.stream().map(ArtifactFile::name).toList())
                            .map(near -> " (did you mean " + near + "?)")
                            .orElse(""),
                    "list them: gdpo artifacts " + runId));
  }
}
