package org.gdposr.cli.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.console.Surroundings;
import org.gdposr.cli.console.TerminalWidth;
import org.gdposr.cli.console.Version;
import org.gdposr.cli.evaluate.EvaluateTask.Item;
import org.gdposr.cli.evaluate.EvaluateTask.ItemSet;
import org.gdposr.cli.evaluate.EvaluateTask.RegionSettings;
import org.gdposr.cli.evaluate.Evaluation.MissingMetric;
import org.gdposr.cli.evaluate.ImagePairs.Pair;
import org.gdposr.cli.evaluate.ImagePairs.Reference;
import org.gdposr.cli.wiring.Interruption;
import org.gdposr.model.source.SkippedFile;

/** Scores folders of images and writes what was found. */
public final class Evaluator {
  /** The page for people. */
  public static final String REPORT = "report.html";

  private static final String JOURNAL = "scores.jsonl";
  private static final String PROVENANCE = "evaluation.json";
  private static final String WORK = "work";
  private static final int SAID = 3;

  private final Request request;
  private final Surroundings surroundings;
  private final PrintStream words;
  private final Map<String, Path> shown = new HashMap<>();
  private final List<SkippedFile> unmatched = new ArrayList<>();

  /**
   * What is to be evaluated.
   *
   * @param regions whether the shares of regions are asked for
   * @param paper the table whose figures stand beside the scores
   * @param weights the folder of the metrics' files
   * @param cache remembers digests
   * @param threads compute threads
   * @param out absolute path of the folder to write into
   */
  public record Request(
      List<EvaluatedRun> runs,
      MetricChoice metrics,
      boolean regions,
      Optional<PaperTable> paper,
      Path weights,
      Path cache,
      int threads,
      Path out) {
    public Request {
      runs = List.copyOf(runs);
    }
  }

  /**
   * @param words takes progress
   */
  public Evaluator(Request request, Surroundings surroundings, PrintStream words) {
    this.request = request;
    this.surroundings = surroundings;
    this.words = words;
  }

  /**
   * Scores what is not known from before, and writes tables and report.
   *
   * @param command how an evaluating process is started
   * @return what was found; empty if interrupted
   */
  public Optional<Evaluation> evaluate(List<String> command, Interruption interruption) {
    Map<String, String> digests = request.metrics().digests(request.weights(), request.cache());
    EvaluateTask task = task(digests);
    List<MissingMetric> missing = new ArrayList<>(request.metrics().missing());
    missing.forEach(m -> words.println("no " + m.metric().label() + ": " + m.reason()));
    sayUnmatched();
    EvaluateView view =
        new EvaluateView(
            words,
            surroundings.terminal(),
            surroundings.terminal() ? TerminalWidth.columns(surroundings.environment()) : 0,
            task.items().size() * task.metrics().stream().mapToDouble(EvaluateView::work).sum());
    EvaluateRun run = new EvaluateRun(task, view);
    boolean work = !task.metrics().isEmpty() || task.regions().isPresent();
    if (work && !run.run(command, surroundings.environment(), interruption)) {
      return Optional.empty();
    }
    missing.addAll(run.missing());
    List<SkippedFile> skipped = new ArrayList<>(unmatched);
    skipped.addAll(run.skipped());
    Evaluation evaluation =
        new Evaluation(task.metrics(), run.methods(request.runs(), shown), skipped, missing);
    write(evaluation, digests);
    clear(request.out().resolve(WORK));
    return Optional.of(evaluation);
  }

  /** A line a file, or a line for all where they are many. */
  private void sayUnmatched() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (SkippedFile file : unmatched) {
      names.computeIfAbsent(file.reason(), reason -> new ArrayList<>()).add(file.name());
    }
    names.forEach(
        (reason, files) -> {
          files.stream().limit(SAID).forEach(name -> words.println(name + "  " + reason));
          if (files.size() > SAID) {
            words.println("  and " + (files.size() - SAID) + " more, listed in " + REPORT);
          }
        });
  }

  private EvaluateTask task(Map<String, String> digests) {
    boolean references = request.metrics().usesReference() || request.regions();
    List<ItemSet> sets = new ArrayList<>();
    for (EvaluatedRun run : request.runs()) {
      ImagePairs pairs = ImagePairs.of(run, references ? Reference.REQUIRED : Reference.OPTIONAL);
      unmatched.addAll(pairs.unmatched());
      sets.add(
          new ItemSet(pairs.images().stream().map(pair -> item(run, pair, references)).toList()));
    }
    return new EvaluateTask(
        request.metrics().metrics(),
        request.regions() ? Optional.of(RegionSettings.PAPER) : Optional.empty(),
        request.weights().toAbsolutePath().toString(),
        request.metrics().keys(digests, request.threads()),
        request.threads(),
        request.out().resolve(JOURNAL).toString(),
        request.out().resolve(WORK).toString(),
        sets);
  }

  private Item item(EvaluatedRun run, Pair pair, boolean references) {
    String sr = pair.sr().toAbsolutePath().normalize().toString();
    Optional<Path> hr = pair.hr().map(path -> path.toAbsolutePath().normalize());
    hr.ifPresent(path -> shown.put(sr, path));
    return new Item(
        name(run, pair.sr()), sr, references ? hr.map(Path::toString) : Optional.empty());
  }

  /** The file's name, below whatever tells runs apart. */
  private String name(EvaluatedRun run, Path file) {
    List<EvaluatedRun> runs = request.runs();
    boolean methods = runs.stream().map(EvaluatedRun::method).distinct().count() > 1;
    boolean datasets = runs.stream().map(EvaluatedRun::dataset).distinct().count() > 1;
    return Stream.of(
            methods ? run.method() : "",
            datasets ? run.dataset() : "",
            run.seed(),
            String.valueOf(file.getFileName()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }

  private void write(Evaluation evaluation, Map<String, String> digests) {
    EvaluationFiles.write(request.out(), evaluation, request.paper());
    Optional<String> comparison =
        request.paper().isPresent() || evaluation.methods().size() > 1
            ? Optional.of(
                request
                    .paper()
                    .map(paper -> Comparison.of(evaluation, paper))
                    .orElseGet(() -> Comparison.of(evaluation))
                    .html())
            : Optional.empty();
    replace(REPORT, EvaluationPage.html(evaluation, request.out(), comparison, facts(digests)));
    replace(PROVENANCE, Json.pretty(provenance(digests)) + "\n");
  }

  private Map<String, String> facts(Map<String, String> digests) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Code", Version.current().version());
    facts.put("Commit", Version.current().commit());
    facts.put("Threads", String.valueOf(request.threads()));
    request.runs().stream()
        .flatMap(run -> run.hr().stream())
        .distinct()
        .findFirst()
        .ifPresent(hr -> facts.put("HR", hr.toString()));
    facts.putAll(digests);
    return facts;
  }

  private static String code() {
    Version version = Version.current();
    return version.version()
        + ", commit "
        + version.commit()
        + (version.dirty() ? " with changes" : "");
  }

  /** Where each number comes from; each image's digest is in the journal. */
  private Map<String, Object> provenance(Map<String, String> digests) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("code", code());
    values.put(
        "metrics",
        request.metrics().keys(digests, request.threads()).values().stream().sorted().toList());
    values.put("weights", digests);
    values.put("threads", request.threads());
    values.put("runs", request.runs());
    return values;
  }

  private void replace(String name, String text) {
    Path file = request.out().resolve(name);
    Path part = file.resolveSibling(name + ".part");
    try {
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void clear(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
