package org.gdposr.activities.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result table's numbers: a header line, set and model first in each line after it. */
final class ResultCsv {
  /** Its published name. */
  static final String NAME = "benchmark/table.csv";

  private ResultCsv() {}

  /**
   * Each number as metric {@code <set>/<model>/<column>} at step 0; cells that are no number are
   * left out.
   */
  static List<MetricValue> values(String csv, long timestampMillis) {
    List<MetricValue> values = new ArrayList<>();
    List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return values;
    }
    String[] columns = lines.get(0).split(",", -1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      for (int i = 2; i < Math.min(columns.length, cells.length); i++) {
        String name = metric(cells[0].strip() + "/" + cells[1].strip() + "/" + columns[i].strip());
        number(cells[i].strip())
            .ifPresent(value -> values.add(new MetricValue(name, 0, value, timestampMillis)));
      }
    }
    return values;
  }

  /** In the characters that MLflow takes. */
  private static String metric(String name) {
    return name.replaceAll("[^A-Za-z0-9_./ -]", "_");
  }

  private static Optional<Double> number(String cell) {
    try {
      return Optional.of(Double.valueOf(cell));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
