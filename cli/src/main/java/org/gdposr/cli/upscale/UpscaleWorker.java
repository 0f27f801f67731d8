package org.gdposr.cli.upscale;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.Failures;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.process.WorkerInput;
import org.gdposr.cli.upscale.UpscaleEvent.Kind;
import org.gdposr.cli.upscale.UpscaleTask.Item;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.PngFile;
import org.gdposr.model.image.StoredImage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.upscale.Prompts;
import org.gdposr.model.upscale.Tiling;
import org.gdposr.model.upscale.Upscaler;
import org.gdposr.model.upscale.Watch;

/**
 * What runs inside an upscaling process: loads the model once, makes the pictures one by one, and
 * says so on its output. It dies with its parent.
 */
public final class UpscaleWorker {
  private final PrintStream out;

  /**
   * @param out takes events, a line of JSON each
   */
  public UpscaleWorker(PrintStream out) {
    this.out = out;
  }

  /**
   * Works on the task that the input's first line holds.
   *
   * @return an exit code
   */
  public int run(InputStream in) throws IOException {
    UpscaleTask task = WorkerInput.task(in, UpscaleTask.class);
    try {
      work(task);
      return ExitCode.DONE;
    } catch (RuntimeException | OutOfMemoryError e) {
      StageFailure failure = Failures.of(e);
      say(UpscaleEvent.of(Kind.FAILED, 0, failure.type().name() + " " + failure.getMessage()));
      return failure.type().exitCode();
    }
  }

  private void work(UpscaleTask task) {
    try (NDManager manager = Torch.start(task.settings().threads())) {
      List<Path> folders = new ArrayList<>(List.of(Path.of(task.model())));
      task.weights().map(Path::of).ifPresent(folders::add);
      PromptParts parts = new PromptParts(folders);
      NaosdModel model =
          parts.hasEncoder()
              ? NaosdModel.loadForPrompts(manager, folders.get(0))
              : NaosdModel.load(manager, folders.get(0));
      task.lora().map(Path::of).ifPresent(model::merge);
      model.vae().freeze();
      model.unet().freeze();
      Optional<String> text = task.settings().prompt();
      // minutes and gigabytes that nothing would come of
      boolean silent = text.isPresent() || !parts.hasEncoder();
      Prompts prompts =
          new Prompts(
              model,
              parts.encoder(manager),
              silent ? Optional.empty() : parts.tagger(manager),
              text);
      Upscaler upscaler =
          new Upscaler(manager, model, prompts, task.settings().spec(task.tiling()));
      for (int i = 0; i < task.items().size(); i++) {
        upscale(task, i, upscaler);
      }
    }
  }

  private void upscale(UpscaleTask task, int index, Upscaler upscaler) {
    Item item = task.items().get(index);
    Upscaler.Result result;
    String sha256;
    try {
      byte[] file = ImageFiles.bytes(item.input(), item.name());
      sha256 = Json.sha256(file);
      StoredImage image = ImageFiles.decodeStored(file, item.name());
      result = upscaler.upscale(image, Upscaler.itemOf(sha256), watch(index));
    } catch (DataException e) {
      String message = String.valueOf(e.getMessage());
      String prefix = item.name() + ": ";
      say(
          UpscaleEvent.of(
              Kind.SKIPPED,
              index,
              message.startsWith(prefix) ? message.substring(prefix.length()) : message));
      return;
    }
    PictureRecord record =
        new PictureRecord(
            sha256, task.settings(), result.prompt(), result.tiling().tile(), task.version());
    write(item, result, record);
    say(UpscaleEvent.of(Kind.DONE, index, ""));
  }

  /** Under another name first: a picture is there whole or not at all. */
  private static void write(Item item, Upscaler.Result result, PictureRecord record) {
    try {
      try {
        PngFile.write(item.part(), result.picture(), Map.of(PictureRecord.KEYWORD, record.text()));
        Files.move(item.part(), item.output(), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(item.part());
      }
    } catch (IOException e) {
      throw new UnwritableException(item.output(), e);
    }
  }

  private Watch watch(int index) {
    return new Watch() {
      @Override
      public void tiles(int done, int all) {
        say(new UpscaleEvent(Kind.TILES, index, done, all, ""));
      }

      @Override
      public void smallerTiles(Tiling tiling, String reason) {
        say(UpscaleEvent.of(Kind.SMALLER_TILES, index, "tiles of " + tiling + ": " + reason));
      }
    };
  }

  private void say(UpscaleEvent event) {
    out.println(new String(Json.write(event), StandardCharsets.UTF_8));
    out.flush();
  }

  /** A picture could not be written; its cause says why. */
  private static final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnwritableException(Path file, IOException cause) {
      super(file + ": " + deepest(cause), cause);
    }

    private static String deepest(Throwable thrown) {
      Throwable cause = thrown;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }
  }
}
