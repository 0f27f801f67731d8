package org.gdposr.cli.command;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import org.gdposr.activities.process.StageEntry;
import org.gdposr.activities.process.StageEntry.Attachment;
import org.gdposr.activities.storage.MinioObjectStore;
import org.gdposr.activities.storage.StoreEndpoint;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.evaluate.EvaluateWorker;
import org.gdposr.cli.upscale.UpscaleWorker;
import org.gdposr.model.StageWorks;
import org.gdposr.model.torch.Torch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gdpo stage}: what stage processes are started with. */
@Command(name = "stage", hidden = true, description = "Work on a shard; started by workers.")
public final class StageCommand {
  private final Surroundings surroundings;

  public StageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Command(name = "engine", description = "Load the engine and say which it is.")
  int engine() {
    try (NDManager manager = Torch.start(1)) {
      surroundings
          .out()
          .println(
              manager.getEngine().getEngineName()
                  + " "
                  + manager.getEngine().getVersion()
                  + " on "
                  + manager.getDevice());
    }
    return ExitCode.DONE;
  }

  @Command(name = "upscale", description = "Upscale what the first line of input says.")
  int upscale() throws IOException {
    return new UpscaleWorker(surroundings.out()).run(System.in);
  }

  @Command(name = "evaluate", description = "Score what the first line of input says.")
  int evaluate() throws IOException {
    return new EvaluateWorker(surroundings.out()).run(System.in);
  }

  @Command(name = "run", description = "Run the shard of a task file.")
  int run(
      @Option(names = "--task", required = true, paramLabel = "FILE", description = "Task file.")
          Path task,
      @Option(names = "--attached", description = "End when standard input does.")
          boolean attached) {
    try (MinioObjectStore store =
        new MinioObjectStore(StoreEndpoint.fromEnvironment(surroundings.environment()))) {
      return StageEntry.run(
          task, attached ? Attachment.ATTACHED : Attachment.ALONE, store, StageWorks::of);
    }
  }
}
