package org.gdposr.cli.command;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.source.WeightsManifest;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.Durations;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TerminalWidth;
import org.gdposr.cli.console.Version;
import org.gdposr.cli.upscale.PromptParts;
import org.gdposr.cli.upscale.UpscaleFiles;
import org.gdposr.cli.upscale.UpscaleModel;
import org.gdposr.cli.upscale.UpscaleRun;
import org.gdposr.cli.upscale.UpscaleSettings;
import org.gdposr.cli.upscale.UpscaleTask;
import org.gdposr.cli.upscale.UpscaleView;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.Interruption;
import org.gdposr.cli.wiring.StageCommandLine;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.source.SkippedFile;
import org.gdposr.model.upscale.Tiling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gdpo upscale}. */
@Command(
    name = "upscale",
    description = "Upscale an image, or a folder of images, to PNG files.",
    footer = {
      "",
      "A picture that is there already, of the same input and settings, is not made again."
    })
public final class UpscaleCommand implements Callable<Integer> {
  private static final String NONE = "none";

  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "IN", description = "An image or a folder of images.")
  private String in = "";

  @Parameters(index = "1", paramLabel = "OUT", description = "A name in .png, or a folder.")
  private String out = "";

  @Option(
      names = "--model",
      paramLabel = "RUN|DIR",
      description = "A run's policy or a folder with vae/ and unet/ (default: the newest run).")
  private @Nullable String model;

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description = "Has the text encoder and the tagger that the model's folder lacks.")
  private @Nullable String weights;

  @Option(
      names = "--lora",
      paramLabel = "FILE|DIR",
      description =
          "Merged into the model: a checkpoint of the authors' or OSEDiff's (.pkl), or an adapter of"
              + " peft's or diffusers'.")
  private @Nullable String lora;

  @Option(names = "--scale", paramLabel = "N", description = "Enlargement (default: 4).")
  private int scale = 4;

  @Option(names = "--seed", paramLabel = "N", description = "Of the noise (default: 42).")
  private long seed = 42;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "gdpo-sr, or osediff: no noise, t_diff 999 (default: gdpo-sr).")
  private String presetName = "gdpo-sr";

  @Option(
      names = "--t-add",
      paramLabel = "N|none",
      description = "Timestep of the added noise (default: the run's, else 250).")
  private @Nullable String noiseTimestep;

  @Option(
      names = "--t-diff",
      paramLabel = "N",
      description = "Timestep of the UNet (default: the run's, else 100).")
  private @Nullable Integer denoiseTimestep;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What the images show, instead of the tagger's words.")
  private @Nullable String prompt;

  @Option(
      names = "--colour-fix",
      paramLabel = "NAME",
      description = "adain, wavelet or none (default: adain).")
  private String colourFix = "adain";

  @Option(
      names = "--tile",
      paramLabel = "N",
      description =
          "Side of tiles in latent pixels; smaller needs less memory (default: 96 for models of"
              + " Stable Diffusion's size, else 48).")
  private @Nullable Integer tile;

  @Option(
      names = "--overlap",
      paramLabel = "N",
      description = "Of neighbouring tiles (default: a third of a tile).")
  private @Nullable Integer overlap;

  @Option(
      names = "--process-size",
      paramLabel = "N",
      description =
          "Smaller inputs are enlarged to N/scale first; 0 for never (default: 512 for models of"
              + " Stable Diffusion's size, else 0).")
  private @Nullable Integer processSize;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Compute threads; last bits depend on it (default: all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--json",
      description = "JSON on stdout, its last line one object; progress on stderr.")
  private boolean json;

  public UpscaleCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Timesteps that belong together. */
  private enum Preset {
    GDPO_SR,
    OSEDIFF
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    try {
      UpscaleTask task = task();
      PrintStream words = json ? surroundings.err() : surroundings.out();
      UpscaleView view =
          new UpscaleView(
              words,
              surroundings.terminal(),
              surroundings.terminal() ? TerminalWidth.columns(surroundings.environment()) : 0,
              task.items().size());
      UpscaleRun run =
          new UpscaleRun(StageCommandLine.upscaling(), surroundings.environment(), task, view);
      try (Interruption interruption = Interruption.listen()) {
        return conclude(run, task, run.run(interruption), start, words);
      }
    } catch (CommandFailure | StageFailure | DataException e) {
      if (json) {
        surroundings.printJson(Map.of("state", "failed", "error", error(e)));
      }
      throw e;
    }
  }

  private static Map<String, Object> error(RuntimeException failure) {
    String next = failure instanceof CommandFailure known ? known.next() : "";
    return Map.of("message", String.valueOf(failure.getMessage()), "next", next);
  }

  private UpscaleTask task() {
    Path folder = surroundings.workingFolder();
    Home home = new Home(surroundings.writableHome());
    UpscaleModel found = UpscaleModel.find(home, Optional.ofNullable(model), folder);
    Optional<Path> extra = existing("--weights", weights, "a folder with text_encoder/");
    Optional<Path> trained = existing("--lora", lora, "a checkpoint or an adapter");
    requirePrompts(found, extra);
    Tiling tiling = tiling(found);
    Preset preset = constant("--preset", presetName, Preset.values());
    UpscaleSettings settings =
        new UpscaleSettings(
            found.digest(),
            extra.map(path -> WeightsManifest.digest(path, home.cache())),
            trained.map(path -> WeightsManifest.digest(path, home.cache())),
            seed,
            scale,
            processSize == null ? found.processSize() : processSize,
            tAdd(found, preset),
            tDiff(found, preset),
            word(constant("--colour-fix", colourFix, ColourFix.values())),
            Optional.ofNullable(prompt),
            tiling.tile(),
            tiling.overlap(),
            threads);
    checked(() -> settings.spec(tiling));
    if (threads < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--threads: " + threads + " (expected: >= 1)", "");
    }
    return new UpscaleTask(
        settings,
        tiling,
        found.folder().toAbsolutePath().toString(),
        extra.map(path -> path.toAbsolutePath().toString()),
        trained.map(path -> path.toAbsolutePath().toString()),
        UpscaleFiles.items(folder.resolve(in), folder.resolve(out)),
        Version.current().version());
  }

  private Optional<Path> existing(String option, @Nullable String named, String expected) {
    Optional<Path> path = Optional.ofNullable(named).map(surroundings.workingFolder()::resolve);
    if (path.isPresent() && !Files.exists(path.get())) {
      throw new CommandFailure(
          ExitCode.USAGE, option + ": " + named + " (expected: " + expected + ")", "");
    }
    return path;
  }

  private static <E extends Enum<E>> E constant(String option, String named, E[] constants) {
    for (E constant : constants) {
      if (word(constant).equalsIgnoreCase(named)) {
        return constant;
      }
    }
    String words =
        Arrays.stream(constants).map(UpscaleCommand::word).collect(Collectors.joining(", "));
    throw new CommandFailure(
        ExitCode.USAGE, option + ": " + named + " (expected: one of " + words + ")", "");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Tiling tiling(UpscaleModel found) {
    int side = tile == null ? found.tile() : tile;
    return checked(() -> new Tiling(side, overlap == null ? side / 3 : overlap));
  }

  /** The method's own checks name the option without its dashes. */
  private static <T> T checked(Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), "");
    }
  }

  private void requirePrompts(UpscaleModel found, Optional<Path> extra) {
    List<Path> folders = new ArrayList<>(List.of(found.folder()));
    extra.ifPresent(folders::add);
    boolean encoder = new PromptParts(folders).hasEncoder();
    if (prompt != null && !encoder) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--prompt: " + found.name() + " has no text encoder",
          "leave it out, or name a folder that has one: --weights DIR");
    }
    if (!encoder && !NaosdModel.hasContext(found.folder())) {
      throw new CommandFailure(
          ExitCode.DATA,
          found.folder() + " (expected: context.safetensors or a text encoder beside unet/)",
          "name a folder that has one: --weights DIR");
    }
  }

  private Optional<Integer> tAdd(UpscaleModel found, Preset preset) {
    if (noiseTimestep == null) {
      return preset == Preset.OSEDIFF ? Optional.empty() : Optional.of(found.tAdd());
    }
    if (noiseTimestep.equals(NONE)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.valueOf(noiseTimestep));
    } catch (NumberFormatException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--t-add: " + noiseTimestep + " (expected: in [0, 999], or none)", "");
    }
  }

  private int tDiff(UpscaleModel found, Preset preset) {
    if (denoiseTimestep != null) {
      return denoiseTimestep;
    }
    return preset == Preset.OSEDIFF ? 999 : found.tDiff();
  }

  private int conclude(
      UpscaleRun run, UpscaleTask task, UpscaleRun.End end, long start, PrintStream words) {
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean interrupted = end == UpscaleRun.End.INTERRUPTED;
    List<SkippedFile> skipped = run.skipped();
    if (interrupted) {
      surroundings.err().println("interrupted; go on by typing the same again");
    } else {
      words.println(
          run.made().size()
              + " made, "
              + run.there().size()
              + " already there, "
              + skipped.size()
              + " skipped in "
              + Durations.of(seconds));
    }
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("state", interrupted ? "interrupted" : "done");
      line.put("made", run.made().stream().map(UpscaleTask.Item::out).toList());
      line.put("there", run.there().stream().map(UpscaleTask.Item::out).toList());
      line.put("skipped", skipped);
      line.put("settings", task.settings());
      line.put("seconds", Math.round(seconds * 1000) / 1000.0);
      surroundings.printJson(line);
    }
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    boolean none = run.made().isEmpty() && run.there().isEmpty();
    return skipped.isEmpty() ? ExitCode.DONE : none ? ExitCode.DATA : ExitCode.SKIPPED;
  }
}
