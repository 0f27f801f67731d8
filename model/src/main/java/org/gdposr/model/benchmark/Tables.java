package org.gdposr.model.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.gdposr.model.CsvTable;
import org.gdposr.model.StageFiles;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.fid.FeatureMoments;
import org.gdposr.model.metric.fid.Fid;
import org.gdposr.model.torch.Engine;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors.Tensor;

/** The tables of all parts' scores. */
final class Tables {
  private final BenchmarkSpec spec;
  private final List<Part> parts;
  private final StageFiles files;

  /**
   * A row of the table.
   *
   * @param set the set's name
   * @param model the model's
   */
  private record Row(String set, String model) {}

  /**
   * @param files of all parts
   */
  Tables(BenchmarkSpec spec, List<Part> parts, StageFiles files) {
    this.spec = spec;
    this.parts = parts;
    this.files = files;
  }

  void write(Path out) {
    List<String> names = files.names();
    CsvTable perImage = new CsvTable(columns("set", "image", "model", "noise"));
    CsvTable images = new CsvTable(List.of("set", "index", "name"));
    Map<Row, Means> means = new LinkedHashMap<>();
    for (Part part : parts) {
      if (!names.contains(part.scores())) {
        continue; // networks that this run doesn't have
      }
      CsvTable scores = CsvTable.read(files.path(part.scores()));
      if (part.model().equals(Part.REFERENCE)) {
        scores.rows().forEach(row -> images.add(row.toArray()));
        continue;
      }
      Means mean =
          means.computeIfAbsent(
              new Row(part.set(), part.model()), row -> new Means(spec.ofImages().size()));
      for (List<String> row : scores.rows()) {
        perImage.add(row.toArray());
        mean.add(row);
      }
    }
    addSets(means);
    table(means).write(out.resolve("benchmark/table.csv"));
    summary(means).write(out.resolve("benchmark/summary.csv"));
    perImage.write(out.resolve("benchmark/per-image.csv"));
    images.write(out.resolve("benchmark/images.csv"));
  }

  private List<String> columns(String... first) {
    List<String> columns = new ArrayList<>(List.of(first));
    spec.ofImages().forEach(metric -> columns.add(metric.word()));
    return columns;
  }

  /** A row per set and model: the mean over images and noises. */
  private CsvTable table(Map<Row, Means> means) {
    List<String> columns = new ArrayList<>(List.of("set", "model"));
    spec.metrics().forEach(metric -> columns.add(metric.word()));
    CsvTable table = new CsvTable(columns);
    means.forEach((row, mean) -> table.add(line(row, mean::mean)));
    return table;
  }

  /** Rows per set and model: the mean, the spread over the noises, and each noise's own. */
  private CsvTable summary(Map<Row, Means> means) {
    List<String> columns = new ArrayList<>(List.of("set", "model", "statistic"));
    spec.metrics().forEach(metric -> columns.add(metric.word()));
    CsvTable table = new CsvTable(columns);
    means.forEach(
        (row, mean) -> {
          table.add(line(row, mean::mean, "mean"));
          if (mean.noises() > 1) {
            table.add(line(row, mean::deviation, "std"));
            table.add(line(row, mean::smallest, "min"));
            table.add(line(row, mean::largest, "max"));
            table.add(line(row, m -> mean.largest(m) - mean.smallest(m), "range"));
            for (int noise = 0; noise < mean.noises(); noise++) {
              int which = noise;
              table.add(line(row, m -> mean.of(which, m), "noise " + noise));
            }
          }
        });
    return table;
  }

  private Object[] line(Row row, ToDoubleFunction<MetricName> value, String... more) {
    List<Object> line = new ArrayList<>(List.of(row.set(), row.model()));
    line.addAll(List.of(more));
    spec.metrics().forEach(metric -> line.add(value.applyAsDouble(metric)));
    return line.toArray();
  }

  /** Scores of metrics of sets: each noise's images against the HR images. */
  private void addSets(Map<Row, Means> means) {
    if (spec.ofSets().isEmpty()) {
      return;
    }
    try (Engine engine = new Engine(spec.threads())) {
      for (MetricName metric : spec.ofSets()) {
        for (String set : means.keySet().stream().map(Row::set).distinct().toList()) {
          try (FeatureMoments reference = moments(engine, Part.REFERENCE, set, metric, 0)) {
            means.forEach(
                (row, mean) -> {
                  if (row.set().equals(set)) {
                    for (int noise = 0; noise < mean.noises(); noise++) {
                      try (FeatureMoments moments =
                          moments(engine, row.model(), set, metric, noise)) {
                        mean.put(noise, metric, moments.distance(reference));
                      }
                    }
                  }
                });
          }
        }
      }
    }
  }

  private FeatureMoments moments(
      Engine engine, String model, String set, MetricName metric, int noise) {
    FeatureMoments moments = new FeatureMoments(engine.manager(), Fid.FEATURES);
    for (Part part : parts) {
      if (part.model().equals(model) && part.set().equals(set)) {
        Tensor tensor =
            FeatureRows.read(files.path(part.features()), FeatureRows.name(metric, noise));
        Shape shape = new Shape(tensor.shape());
        try (NDArray features = Torch.tensor(engine.manager(), tensor.floats(), shape)) {
          moments.add(features); // (images, F)
        }
      }
    }
    return moments;
  }

  /** Means of a row, by noise. */
  private final class Means {
    private final int columns;
    private final List<double[]> sums = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final List<Map<MetricName, Double>> ofSets = new ArrayList<>();

    Means(int columns) {
      this.columns = columns;
    }

    void add(List<String> row) {
      int noise = Integer.parseInt(row.get(3));
      while (sums.size() <= noise) {
        sums.add(new double[columns]);
        counts.add(0);
        ofSets.add(new LinkedHashMap<>());
      }
      counts.set(noise, counts.get(noise) + 1);
      for (int i = 0; i < columns; i++) {
        sums.get(noise)[i] += Double.parseDouble(row.get(4 + i));
      }
    }

    void put(int noise, MetricName metric, double score) {
      ofSets.get(noise).put(metric, score);
    }

    int noises() {
      return sums.size();
    }

    double of(int noise, MetricName metric) {
      Double ofSet = ofSets.get(noise).get(metric);
      return ofSet != null
          ? ofSet
          : sums.get(noise)[spec.ofImages().indexOf(metric)] / counts.get(noise);
    }

    double mean(MetricName metric) {
      double sum = 0;
      for (int noise = 0; noise < noises(); noise++) {
        sum += of(noise, metric);
      }
      return sum / noises();
    }

    /** Over n − 1. */
    double deviation(MetricName metric) {
      double mean = mean(metric);
      double squares = 0;
      for (int noise = 0; noise < noises(); noise++) {
        squares += (of(noise, metric) - mean) * (of(noise, metric) - mean);
      }
      return Math.sqrt(squares / (noises() - 1));
    }

    double smallest(MetricName metric) {
      double smallest = Double.POSITIVE_INFINITY;
      for (int noise = 0; noise < noises(); noise++) {
        smallest = Math.min(smallest, of(noise, metric));
      }
      return smallest;
    }

    double largest(MetricName metric) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int noise = 0; noise < noises(); noise++) {
        largest = Math.max(largest, of(noise, metric));
      }
      return largest;
    }
  }
}
