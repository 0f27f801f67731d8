package org.gdposr.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.cli.evaluate.Evaluation;
import org.gdposr.cli.evaluate.ImageScores;
import org.gdposr.cli.evaluate.MethodScores;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.cli.run.RunReader;
import org.gdposr.model.CsvTable;
import org.gdposr.model.Stage;
import org.gdposr.model.image.Picture;
import org.gdposr.model.image.PngFile;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/** A run's benchmark as an evaluation: every image under the first noise, with its picture. */
final class BenchmarkEvaluation {
  private static final String PICTURES = "pictures";
  private static final String HR = "hr";

  /** Of each set; more would make a report of gigabytes. */
  private static final int PICTURES_PER_SET = 200;

  private final RunReader reader;
  private final String runId;
  private final Path fetched;
  private final Path folder;
  private final Map<String, String> places = new HashMap<>();

  /**
   * @param fetched a folder for copies of published files
   * @param folder the report's, which pictures are written into
   */
  BenchmarkEvaluation(RunReader reader, String runId, Path fetched, Path folder) {
    this.reader = reader;
    this.runId = runId;
    this.fetched = fetched;
    this.folder = folder;
  }

  /** Empty until the benchmark is published. */
  Optional<Evaluation> read() {
    Optional<Manifest> manifest = reader.manifest(runId, Stage.BENCHMARK);
    Optional<CsvTable> perImage = table("per-image.csv");
    Optional<CsvTable> summary = table("summary.csv");
    Optional<CsvTable> names = table("images.csv");
    if (manifest.isEmpty() || perImage.isEmpty() || summary.isEmpty() || names.isEmpty()) {
      return Optional.empty();
    }
    names
        .get()
        .rows()
        .forEach(row -> places.put(row.get(0) + "/" + row.get(2), row.get(0) + "/" + row.get(1)));
    manifest.get().files().forEach(this::write);
    return Optional.of(evaluation(perImage.get(), summary.get()));
  }

  private Optional<CsvTable> table(String name) {
    return reader.fetch(runId, Stage.BENCHMARK, "benchmark/" + name, fetched).map(CsvTable::read);
  }

  /** Writes the pictures of a part: {@code benchmark/pictures/<model>/<set>/<part>.safetensors}. */
  private void write(ArtifactFile file) {
    String[] parts = file.name().split("/", -1);
    if (parts.length != 5 || !parts[1].equals(PICTURES)) {
      return;
    }
    String model = parts[2];
    String set = parts[3];
    Optional<Path> part = reader.fetch(runId, Stage.BENCHMARK, file.name(), fetched);
    part.map(Safetensors::readRaw)
        .orElse(Map.of())
        .forEach((index, tensor) -> write(model, set, Integer.parseInt(index), tensor));
  }

  private void write(String model, String set, int index, Tensor tensor) {
    if (index >= PICTURES_PER_SET) {
      return;
    }
    Path file = picture(model, set + "/" + index);
    try {
      Files.createDirectories(file.getParent());
      RgbImage image =
          new RgbImage((int) tensor.shape()[1], (int) tensor.shape()[0], tensor.bytes());
      PngFile.write(file, Picture.of(image), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path picture(String model, String place) {
    return folder.resolve(PICTURES).resolve(model).resolve(place + ".png");
  }

  private Evaluation evaluation(CsvTable perImage, CsvTable summary) {
    List<MetricName> metrics =
        summary.columns().stream().skip(3).map(word -> MetricName.of(word).orElseThrow()).toList();
    Map<String, List<ImageScores>> images = new LinkedHashMap<>();
    for (List<String> row : perImage.rows()) {
      if (row.get(3).equals("0")) {
        images
            .computeIfAbsent(row.get(2) + "/" + row.get(0), key -> new ArrayList<>())
            .add(image(row, perImage.columns()));
      }
    }
    List<MethodScores> methods = new ArrayList<>();
    images.forEach(
        (key, scores) -> {
          String model = key.substring(0, key.indexOf('/'));
          String set = key.substring(key.indexOf('/') + 1);
          Map<MetricName, Double> ofSet = ofSet(summary, set, model, metrics);
          methods.add(new MethodScores(model, set, List.of(new SeedScores("", scores, ofSet))));
        });
    return new Evaluation(metrics, methods, List.of(), List.of());
  }

  private ImageScores image(List<String> row, List<String> columns) {
    String set = row.get(0);
    String name = row.get(1);
    String model = row.get(2);
    Map<MetricName, Double> scores = new EnumMap<>(MetricName.class);
    for (int i = 4; i < columns.size(); i++) {
      scores.put(MetricName.of(columns.get(i)).orElseThrow(), Double.valueOf(row.get(i)));
    }
    String place = places.getOrDefault(set + "/" + name, set + "/" + name);
    return new ImageScores(
        model + "/" + set + "/" + name,
        picture(model, place),
        Optional.of(picture(HR, place)),
        scores,
        Optional.empty());
  }

  /** Of the first noise, where there are several. */
  private static Map<MetricName, Double> ofSet(
      CsvTable summary, String set, String model, List<MetricName> metrics) {
    Map<MetricName, Double> scores = new EnumMap<>(MetricName.class);
    for (List<String> row : summary.rows()) {
      boolean first = row.get(2).equals("mean") || row.get(2).equals("noise 0");
      if (first && row.get(0).equals(set) && row.get(1).equals(model)) {
        for (int i = 0; i < metrics.size(); i++) {
          if (metrics.get(i).kind() == MetricName.Kind.SET) {
            scores.put(metrics.get(i), Double.valueOf(row.get(i + 3)));
          }
        }
      }
    }
    return scores;
  }
}
