package org.gdposr.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.gdposr.cli.console.TextTable;
import org.gdposr.model.CsvTable;
import org.gdposr.model.benchmark.BenchmarkSet;
import org.gdposr.model.metric.MetricName;

/** A set's part of {@code benchmark/table.csv}: a row per model, a column per metric. */
public final class ResultTable {
  private static final int NAMES = 2;

  private final String set;
  private final List<MetricName> metrics;
  private final Map<String, List<Double>> scores = new LinkedHashMap<>();

  private ResultTable(String set, List<MetricName> metrics) {
    this.set = set;
    this.metrics = metrics;
  }

  /**
   * The table of each set, the held-out images' first.
   *
   * @param table set, model, then metrics
   */
  public static List<ResultTable> of(CsvTable table) {
    List<MetricName> metrics =
        table.columns().stream()
            .skip(NAMES)
            .map(column -> MetricName.of(column).orElseThrow())
            .toList();
    Map<String, ResultTable> sets = new LinkedHashMap<>();
    for (List<String> row : table.rows()) {
      sets.computeIfAbsent(row.get(0), set -> new ResultTable(set, metrics))
          .scores
          .put(row.get(1), row.stream().skip(NAMES).map(Double::valueOf).toList());
    }
    return List.copyOf(sets.values());
  }

  /** The set's name. */
  public String set() {
    return set;
  }

  /** In words. */
  public String title() {
    return set.equals(BenchmarkSet.HELD_OUT) ? "held-out images" : set;
  }

  /** Metrics in the table's order. */
  public List<MetricName> metrics() {
    return metrics;
  }

  /** Models in the table's order. */
  public List<String> models() {
    return List.copyOf(scores.keySet());
  }

  /** A model's mean score; empty for a model or metric that the table lacks. */
  public OptionalDouble score(String model, MetricName metric) {
    List<Double> row = scores.get(model);
    int column = metrics.indexOf(metric);
    return row == null || column < 0 ? OptionalDouble.empty() : OptionalDouble.of(row.get(column));
  }

  /** Whether no model has a better score. */
  public boolean best(String model, MetricName metric) {
    DoubleStream all = models().stream().flatMapToDouble(other -> score(other, metric).stream());
    OptionalDouble best = metric.higherIsBetter() ? all.max() : all.min();
    return best.isPresent() && best.equals(score(model, metric));
  }

  /** For a terminal. */
  public List<String> lines() {
    List<String> heads = new ArrayList<>(List.of("model"));
    for (MetricName metric : metrics()) {
      heads.add(">" + metric.label() + (metric.higherIsBetter() ? " ↑ " : " ↓ "));
    }
    TextTable text = new TextTable(heads.toArray(String[]::new));
    for (String model : models()) {
      List<String> cells = new ArrayList<>(List.of(model));
      for (MetricName metric : metrics()) {
        double score = score(model, metric).orElse(Double.NaN);
        cells.add(String.format(Locale.ROOT, "%.4f", score) + (best(model, metric) ? " *" : "  "));
      }
      text.row(cells.toArray(String[]::new));
    }
    return text.lines();
  }
}
