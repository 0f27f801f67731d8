package org.gdposr.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.Durations;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.evaluate.EvaluatedRun;
import org.gdposr.cli.evaluate.EvaluatedRun.Layout;
import org.gdposr.cli.evaluate.Evaluation;
import org.gdposr.cli.evaluate.Evaluator;
import org.gdposr.cli.evaluate.Evaluator.Request;
import org.gdposr.cli.evaluate.MethodScores;
import org.gdposr.cli.evaluate.MetricChoice;
import org.gdposr.cli.evaluate.PaperTable;
import org.gdposr.cli.evaluate.SummaryLines;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.Interruption;
import org.gdposr.cli.wiring.StageCommandLine;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gdpo evaluate}. */
@Command(
    name = "evaluate",
    description = "Score the images of any method, beside the paper's figures.",
    footer = {
      "",
      "Writes per-image.csv, summary.csv, report.html, scores.jsonl and, with --paper, the table as",
      "Markdown, CSV and LaTeX. Scores of the same images and weights are not computed again."
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(
      names = "--sr",
      required = true,
      paramLabel = "[METHOD=]DIR",
      description =
          "A method's images, or a folder of them for each data set. Again for other methods.")
  private List<String> sr = new ArrayList<>();

  @Option(
      names = "--hr",
      paramLabel = "DIR",
      description = "HR images of the same names, in the same data sets' folders.")
  private @Nullable String hr;

  @Option(
      names = "--metrics",
      paramLabel = "NAME",
      split = ",",
      description =
          "PSNR, SSIM, LPIPS, LPIPS-vgg, FID, FID-legacy, DISTS, MANIQA, MANIQA-koniq, MUSIQ,"
              + " CLIPIQA, AFINE, NIQE (default: the paper's and NIQE).")
  private List<String> metrics = new ArrayList<>();

  @Option(names = "--regions", description = "Also the shares of smooth and detailed regions.")
  private boolean regions;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Images lie in N folders, one for each noise seed.")
  private int seeds;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "Which data set a folder of images is of, to find its figures in the paper.")
  private String dataset = "";

  @Option(
      names = "--paper",
      paramLabel = "NAME",
      description = "The paper's figures beside these: table01, table02, table03, table12, …")
  private @Nullable String paper;

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description = "The metrics' official files (default: GDPO_HOME/weights).")
  private @Nullable String weights;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: evaluation).")
  private String out = "evaluation";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Compute threads; last bits depend on it (default: all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--json",
      description = "JSON on stdout, its last line one object; progress on stderr.")
  private boolean json;

  public EvaluateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    try {
      Request request = request();
      PrintStream words = json ? surroundings.err() : surroundings.out();
      Evaluator evaluator = new Evaluator(request, surroundings, words);
      try (Interruption interruption = Interruption.listen()) {
        Optional<Evaluation> evaluation =
            evaluator.evaluate(StageCommandLine.evaluating(), interruption);
        double seconds = (System.nanoTime() - start) / 1e9;
        return evaluation.isPresent()
            ? conclude(evaluation.get(), request, seconds, words)
            : interrupted(seconds);
      }
    } catch (CommandFailure | StageFailure | DataException e) {
      if (json) {
        String next = e instanceof CommandFailure known ? known.next() : "";
        Map<String, String> error = Map.of("message", String.valueOf(e.getMessage()), "next", next);
        surroundings.printJson(Map.of("state", "failed", "error", error));
      }
      throw e;
    }
  }

  private Request request() {
    Path folder = surroundings.workingFolder();
    if (seeds < 0 || threads < 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          seeds < 0
              ? "--seeds: " + seeds + " (expected: >= 1)"
              : "--threads: " + threads + " (expected: >= 1)",
          "");
    }
    Optional<Path> references = Optional.ofNullable(hr).map(folder::resolve);
    Optional<PaperTable> table = Optional.ofNullable(paper).map(EvaluateCommand::table);
    Layout layout = new Layout(references, dataset, seeds);
    List<EvaluatedRun> runs = EvaluatedRun.all(sr, folder, layout);
    Home home = new Home(surroundings.home());
    Path files = weights == null ? home.weights() : folder.resolve(weights);
    if (weights != null && !Files.isDirectory(files)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--weights: " + weights + " (expected: a folder)", "check the path");
    }
    return new Request(
        runs,
        MetricChoice.of(meant(table, references.isPresent()), files),
        regions(references.isPresent()),
        table,
        files,
        home.cache(),
        threads,
        outFolder(folder.resolve(out)));
  }

  private Set<MetricName> meant(Optional<PaperTable> table, boolean references) {
    if (!metrics.isEmpty()) {
      return MetricChoice.named(metrics, references);
    }
    return MetricChoice.usual(table.map(PaperTable::metrics), references);
  }

  private boolean regions(boolean references) {
    if (regions && !references) {
      throw new CommandFailure(
          ExitCode.USAGE, "--regions: are those of HR images", "name their folder: --hr DIR");
    }
    return regions;
  }

  private static PaperTable table(String name) {
    try {
      return PaperTable.of(name);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), "");
    }
  }

  private static Path outFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--out: " + folder + " can't be made: " + e, "name another folder");
    }
    if (!Files.isWritable(folder)) {
      throw new CommandFailure(
          ExitCode.USAGE, "--out: " + folder + " (expected: a folder that can be written)", "");
    }
    return folder.toAbsolutePath().normalize();
  }

  private int interrupted(double seconds) {
    surroundings.err().println("interrupted; go on by typing the same again");
    if (json) {
      surroundings.printJson(Map.of("state", "interrupted", "seconds", rounded(seconds)));
    }
    return ExitCode.INTERRUPTED;
  }

  private int conclude(Evaluation evaluation, Request request, double seconds, PrintStream words) {
    int images = evaluation.methods().stream().mapToInt(EvaluateCommand::images).sum();
    if (images > 0) {
      words.println();
      SummaryLines.of(evaluation, request.paper()).forEach(words::println);
      words.println();
    }
    words.println(
        images
            + " images scored, "
            + evaluation.skipped().size()
            + " left out in "
            + Durations.of(seconds)
            + "; see "
            + request.out().resolve(Evaluator.REPORT));
    if (json) {
      surroundings.printJson(lastLine(evaluation, request, seconds, images));
    }
    if (images == 0) {
      return ExitCode.DATA;
    }
    boolean asked = !metrics.isEmpty() && !evaluation.missing().isEmpty();
    return evaluation.skipped().isEmpty() && !asked ? ExitCode.DONE : ExitCode.SKIPPED;
  }

  private static int images(MethodScores method) {
    return method.seeds().stream().mapToInt(seed -> seed.images().size()).sum();
  }

  private static Map<String, Object> lastLine(
      Evaluation evaluation, Request request, double seconds, int images) {
    List<Object> methods = new ArrayList<>();
    for (MethodScores method : evaluation.methods()) {
      Map<String, Object> means = new LinkedHashMap<>();
      for (MetricName metric : evaluation.metrics()) {
        OptionalDouble mean = method.mean(metric);
        mean.ifPresent(value -> means.put(metric.label(), value));
      }
      methods.add(
          Map.of(
              "method", method.method(),
              "dataset", method.dataset(),
              "seeds", method.seeds().size(),
              "images", images(method),
              "means", means));
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("state", "done");
    line.put("images", images);
    line.put("methods", methods);
    line.put("skipped", evaluation.skipped());
    line.put("missing", evaluation.missing());
    line.put("out", request.out().toString());
    line.put("seconds", rounded(seconds));
    return line;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
