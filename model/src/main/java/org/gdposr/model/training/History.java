package org.gdposr.model.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gdposr.model.CsvTable;

/** Values of every step, kept in checkpoints so that a resumed training publishes all of them. */
public final class History {
  /** One value of one step. */
  record Row(int phase, int step, int metric, double value) {}

  private final List<String> phases;
  private final List<String> metrics;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param phases the phases' names in order
   * @param metrics every metric that a phase may record
   */
  public History(List<String> phases, List<String> metrics) {
    this.phases = List.copyOf(phases);
    this.metrics = List.copyOf(metrics);
  }

  void add(int phase, int step, Map<String, Double> values) {
    for (int metric = 0; metric < metrics.size(); metric++) {
      Double value = values.get(metrics.get(metric));
      if (value != null) {
        rows.add(new Row(phase, step, metric, value));
      }
    }
  }

  /** The rows as numbers, four each. */
  double[] flattened() {
    double[] flat = new double[rows.size() * 4];
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      flat[4 * i] = row.phase();
      flat[4 * i + 1] = row.step();
      flat[4 * i + 2] = row.metric();
      flat[4 * i + 3] = row.value();
    }
    return flat;
  }

  void restore(double[] flat) {
    rows.clear();
    for (int i = 0; i < flat.length; i += 4) {
      rows.add(new Row((int) flat[i], (int) flat[i + 1], (int) flat[i + 2], flat[i + 3]));
    }
  }

  /** Writes columns phase, step (counted from 1 within the phase) and one per metric. */
  public void write(Path file) {
    List<String> columns = new ArrayList<>(List.of("phase", "step"));
    columns.addAll(metrics);
    CsvTable table = new CsvTable(columns);
    int i = 0;
    while (i < rows.size()) {
      Row first = rows.get(i);
      Object[] values = new Object[columns.size()];
      Arrays.fill(values, "");
      values[0] = phases.get(first.phase());
      values[1] = first.step();
      while (i < rows.size()
          && rows.get(i).phase() == first.phase()
          && rows.get(i).step() == first.step()) {
        values[2 + rows.get(i).metric()] = rows.get(i).value();
        i++;
      }
      table.add(values);
    }
    table.write(file);
  }
}
