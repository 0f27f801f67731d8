package org.gdposr.cli.evaluate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.gdposr.cli.evaluate.ImageScores.Regions;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.CsvTable;
import org.gdposr.model.metric.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation's tables as files. Equal evaluations give equal bytes, and a file is there whole or
 * not at all: what it replaces stays until then. Scores have all their digits, six of them decimals
 * at least; a cell is empty where there is no score.
 */
public final class EvaluationFiles {
  public static final String PER_IMAGE = "per-image.csv";
  public static final String SUMMARY = "summary.csv";

  private EvaluationFiles() {}

  /**
   * Writes {@value #PER_IMAGE}, a row per image with metrics of single images; {@value #SUMMARY}, a
   * row per method, data set and statistic with all metrics; and the comparison as Markdown, CSV
   * and LaTeX, named as the paper's table, where there is one.
   *
   * @param folder made where it is missing
   * @return the files, in the order written
   */
  public static List<Path> write(Path folder, Evaluation evaluation, Optional<PaperTable> paper) {
    List<Path> files = new ArrayList<>(List.of(folder.resolve(PER_IMAGE), folder.resolve(SUMMARY)));
    writePerImage(files.get(0), evaluation);
    writeSummary(files.get(1), evaluation, paper);
    if (paper.isPresent()) {
      Comparison comparison = Comparison.of(evaluation, paper.get());
      Map<String, String> texts = new TreeMap<>();
      texts.put(".csv", comparison.csv());
      texts.put(".md", comparison.markdown());
      texts.put(".tex", comparison.latex());
      texts.forEach(
          (ending, text) -> {
            Path file = folder.resolve(paper.get().name() + ending);
            write(file, Stream.of(text));
            files.add(file);
          });
    }
    return List.copyOf(files);
  }

  private static void writePerImage(Path file, Evaluation evaluation) {
    List<MetricName> metrics =
        inOrder(evaluation.metrics()).stream()
            .filter(metric -> metric.kind() != MetricName.Kind.SET)
            .toList();
    boolean regions = images(evaluation).anyMatch(image -> image.regions().isPresent());
    List<String> heads = new ArrayList<>(List.of("image"));
    metrics.forEach(metric -> heads.add(metric.label()));
    if (regions) {
      heads.addAll(List.of("smooth_ratio", "detail_ratio"));
    }
    Stream<List<String>> rows =
        images(evaluation)
            .map(
                image -> {
                  List<String> row = new ArrayList<>(List.of(image.name()));
                  metrics.forEach(metric -> row.add(full(image.scores().get(metric))));
                  if (regions) {
                    row.add(image.regions().map(Regions::smooth).map(ScoreText::full).orElse(""));
                    row.add(image.regions().map(Regions::detail).map(ScoreText::full).orElse(""));
                  }
                  return row;
                });
    write(file, Stream.concat(Stream.of(heads), rows).map(CsvTable::line));
  }

  private static void writeSummary(Path file, Evaluation evaluation, Optional<PaperTable> paper) {
    List<MetricName> metrics = inOrder(evaluation.metrics());
    List<String> heads = new ArrayList<>(List.of("method", "dataset", "statistic", "images"));
    metrics.forEach(metric -> heads.add(metric.label()));
    Stream<List<String>> measured =
        evaluation.methods().stream().flatMap(method -> rows(method, metrics));
    Stream<List<String>> printed =
        paper.stream().flatMap(table -> table.rows().stream()).map(row -> row(row, metrics));
    Stream<List<String>> rows = Stream.concat(measured, printed);
    write(file, Stream.concat(Stream.of(heads), rows).map(CsvTable::line));
  }

  /** The mean, then, of several seeds, their spread and each seed's own. */
  private static Stream<List<String>> rows(MethodScores method, List<MetricName> metrics) {
    Stream.Builder<List<String>> rows = Stream.builder();
    int images = method.images();
    rows.add(row(method, "mean", images, metrics, method::mean));
    if (method.seeds().size() > 1) {
      rows.add(row(method, "std", images, metrics, method::deviation));
      rows.add(row(method, "min", images, metrics, of(method, DoubleSummaryStatistics::getMin)));
      rows.add(row(method, "max", images, metrics, of(method, DoubleSummaryStatistics::getMax)));
      rows.add(row(method, "range", images, metrics, of(method, s -> s.getMax() - s.getMin())));
      for (SeedScores seed : method.seeds()) {
        rows.add(row(method, "seed " + seed.seed(), seed.images().size(), metrics, seed::mean));
      }
    }
    return rows.build();
  }

  private static Function<MetricName, OptionalDouble> of(
      MethodScores method, ToDoubleFunction<DoubleSummaryStatistics> statistic) {
    return metric -> {
      DoubleSummaryStatistics spread = method.spread(metric);
      return spread.getCount() == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(statistic.applyAsDouble(spread));
    };
  }

  private static List<String> row(
      MethodScores method,
      String statistic,
      int images,
      List<MetricName> metrics,
      Function<MetricName, OptionalDouble> scores) {
    List<String> row =
        new ArrayList<>(
            List.of(method.method(), method.dataset(), statistic, String.valueOf(images)));
    metrics.forEach(metric -> row.add(ScoreText.full(scores.apply(metric))));
    return row;
  }

  private static List<String> row(PaperTable.Row printed, List<MetricName> metrics) {
    List<String> row = new ArrayList<>(List.of(printed.method(), printed.dataset(), "paper", ""));
    for (MetricName metric : metrics) {
      row.add(printed.figure(metric).map(PaperTable.Figure::printed).orElse(""));
    }
    return row;
  }

  private static Stream<ImageScores> images(Evaluation evaluation) {
    return evaluation.methods().stream()
        .flatMap(method -> method.seeds().stream())
        .flatMap(seed -> seed.images().stream());
  }

  private static List<MetricName> inOrder(List<MetricName> metrics) {
    return metrics.stream().distinct().sorted().toList();
  }

  private static String full(@Nullable Double score) {
    return score == null ? "" : ScoreText.full(score);
  }

  /** Under another name first, and line by line: long tables are never held as text. */
  private static void write(Path file, Stream<String> lines) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        try (BufferedWriter writer = Files.newBufferedWriter(part)) {
          for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
            writer.write(each.next());
          }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
