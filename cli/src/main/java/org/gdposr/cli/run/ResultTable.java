package org.gdposr.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.gdposr.cli.console.TextTable;
import org.gdposr.model.CsvTable;
import org.gdposr.model.metric.MetricName;

/** {@code benchmark/table.csv}: a row per model, a column per metric, the best marked. */
public final class ResultTable {
  private final CsvTable table;

  public ResultTable(CsvTable table) {
    this.table = table;
  }

  /** Metrics in the table's order. */
  public List<MetricName> metrics() {
    return table.columns().stream()
        .filter(column -> !column.equals("model"))
        .map(column -> MetricName.of(column).orElseThrow())
        .toList();
  }

  /** Models in the table's order. */
  public List<String> models() {
    int column = table.column("model");
    return table.rows().stream().map(row -> row.get(column)).toList();
  }

  /** A model's mean score; empty for a model or metric that the table lacks. */
  public OptionalDouble score(String model, MetricName metric) {
    int row = models().indexOf(model);
    int column = table.columns().indexOf(metric.word());
    return row < 0 || column < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(table.rows().get(row).get(column)));
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
