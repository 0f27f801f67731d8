package org.gdposr.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.report.ModelCard;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import org.gdposr.model.Stage;
import org.gdposr.model.diffusion.Lora;
import org.gdposr.model.diffusion.NoiseSchedule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gdpo export}. */
@Command(
    name = "export",
    description =
        "Write a run's policy as a folder that diffusers and peft load, with a model card.")
public final class ExportCommand implements Callable<Integer> {
  private static final String MODEL = "model/";
  private static final String UNET = "model/unet/";

  private final Surroundings surroundings;

  @Parameters(paramLabel = "RUN", description = "The run's name.")
  private String runId = "";

  @Parameters(paramLabel = "DIR", description = "A folder that is empty or not there.")
  private Path dir = Path.of("");

  public ExportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Home home = new Home(surroundings.home());
    LocalStore store = LocalStore.readOnly(home);
    RunReader reader = store.reader();
    reader.require(runId);
    Path folder = surroundings.workingFolder().resolve(dir).toAbsolutePath().normalize();
    requireEmpty(folder);
    Manifest policy = manifest(reader, Stage.GDPO);
    Manifest base = manifest(reader, Stage.NAOSD);
    Path part = folder.resolveSibling(folder.getFileName() + ".part-" + UUID.randomUUID());
    try {
      fetch(store, policy, MODEL, part);
      fetch(store, base, UNET, part.resolve("base/unet"));
      Path lora = store.artifacts().fetch(adapter(policy), part.resolve("lora/saved"));
      Lora.convertToPeft(lora, part.resolve("lora"));
      Files.delete(lora);
      NoiseSchedule.stableDiffusion().save(part.resolve("scheduler"));
      Files.writeString(
          part.resolve("README.md"),
          ModelCard.of(reader, reader.snapshot(runId, home.alive(runId))));
      Files.deleteIfExists(folder);
      Files.move(part, folder);
    } finally {
      delete(part);
    }
    surroundings.out().println(folder);
    return ExitCode.DONE;
  }

  private static void requireEmpty(Path folder) throws IOException {
    boolean free = !Files.exists(folder);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        free = files.findAny().isEmpty();
      }
    }
    if (!free) {
      throw new CommandFailure(
          ExitCode.USAGE, folder + ": there is something (expected: an empty or new folder)", "");
    }
  }

  private Manifest manifest(RunReader reader, Stage stage) {
    return reader
        .manifest(runId, stage)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    runId + ": has no " + stage.word() + " yet (expected: a run with a policy)",
                    "gdpo resume " + runId));
  }

  private static void fetch(LocalStore store, Manifest manifest, String prefix, Path into) {
    List<ArtifactFile> files =
        manifest.files().stream().filter(file -> file.name().startsWith(prefix)).toList();
    for (ArtifactFile file : files) {
      store.artifacts().fetch(file, into.resolve(file.name().substring(prefix.length())));
    }
  }

  private static ArtifactFile adapter(Manifest policy) {
    return policy.files().stream()
        .filter(file -> file.name().equals("policy/lora.safetensors"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the stage gdpo published no policy"));
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
