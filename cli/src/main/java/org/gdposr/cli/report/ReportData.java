package org.gdposr.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.cli.run.ResultTable;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.run.RunSnapshot;
import org.gdposr.model.CsvTable;
import org.gdposr.model.Stage;
import org.gdposr.model.benchmark.BenchmarkSet;
import org.gdposr.model.source.SkippedFile;

/**
 * All that a report shows, as far as it is published.
 *
 * @param run the run
 * @param recordSha256 digest of its record
 * @param manifests by stage
 * @param tables means per model, for each set
 * @param cost parameters and multiply-accumulates of the policy's parts
 * @param restoreSeconds how long one restoration took where it was made
 * @param summary means and their spread over the noises
 * @param perImage scores per image
 * @param pictures restored images
 * @param curves values by training step, by title
 * @param skipped images that could not be used
 * @param trackingUrl where MLflow shows the run
 */
record ReportData(
    RunSnapshot run,
    String recordSha256,
    Map<Stage, Manifest> manifests,
    List<ResultTable> tables,
    Optional<CsvTable> cost,
    OptionalDouble restoreSeconds,
    Optional<CsvTable> summary,
    Optional<CsvTable> perImage,
    Optional<Pictures> pictures,
    Map<String, Curve> curves,
    List<SkippedFile> skipped,
    Optional<String> trackingUrl) {
  /**
   * Values over steps.
   *
   * @param steps rising
   * @param values finite, as many
   */
  record Curve(double[] steps, double[] values) {}

  /** Collects a run's published files in {@code folder}. */
  static ReportData collect(
      RunReader reader, RunSnapshot run, Path folder, Optional<String> trackingUrl) {
    String runId = run.runId();
    Map<Stage, Manifest> manifests = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      reader.manifest(runId, stage).ifPresent(manifest -> manifests.put(stage, manifest));
    }
    Files files = new Files(reader, runId, folder);
    Map<String, Curve> curves = new LinkedHashMap<>();
    files.table(Stage.NAOSD, "naosd/history.csv").ifPresent(h -> addLosses(curves, h));
    addRewards(curves, files, manifests);
    files.table(Stage.GDPO, "gdpo/history.csv").ifPresent(h -> addLosses(curves, h));
    Map<Integer, String> names = new TreeMap<>();
    files
        .table(Stage.BENCHMARK, "benchmark/images.csv")
        .ifPresent(
            images ->
                images.rows().stream()
                    .filter(row -> row.get(0).equals(BenchmarkSet.HELD_OUT))
                    .forEach(row -> names.put(Integer.valueOf(row.get(1)), row.get(2))));
    return new ReportData(
        run,
        reader.recordSha256(runId),
        manifests,
        files.table(Stage.BENCHMARK, "benchmark/table.csv").map(ResultTable::of).orElse(List.of()),
        files.table(Stage.BENCHMARK, "benchmark/cost.csv"),
        reader.metric(runId, Stage.BENCHMARK, "restore_seconds"),
        files.table(Stage.BENCHMARK, "benchmark/summary.csv"),
        files.table(Stage.BENCHMARK, "benchmark/per-image.csv"),
        Optional.ofNullable(manifests.get(Stage.BENCHMARK))
            .map(manifest -> Pictures.read(pictures(files, manifest), names)),
        curves,
        reader.skipped(runId),
        trackingUrl);
  }

  /** A run's files in a folder. */
  private record Files(RunReader reader, String runId, Path folder) {
    Optional<Path> file(Stage stage, String name) {
      return reader.fetch(runId, stage, name, folder);
    }

    Optional<CsvTable> table(Stage stage, String name) {
      return file(stage, name).map(CsvTable::read);
    }
  }

  /** Files of pictures of the held-out images, by model. */
  private static Map<String, List<Path>> pictures(Files files, Manifest manifest) {
    Map<String, List<Path>> byModel = new LinkedHashMap<>();
    for (ArtifactFile file : manifest.files()) {
      String[] parts = file.name().split("/", -1);
      if (parts.length == 5
          && parts[1].equals("pictures")
          && parts[3].equals(BenchmarkSet.HELD_OUT)) {
        files
            .file(Stage.BENCHMARK, file.name())
            .ifPresent(
                path -> byModel.computeIfAbsent(parts[2], model -> new ArrayList<>()).add(path));
      }
    }
    return byModel;
  }

  /** One curve per phase, and the policy's margin and distance from its reference. */
  private static void addLosses(Map<String, Curve> curves, CsvTable history) {
    int phase = history.column("phase");
    for (String name : history.rows().stream().map(row -> row.get(phase)).distinct().toList()) {
      for (String metric : List.of("loss", "margin", "distance")) {
        if (history.columns().contains(metric)) {
          curve(history, name, metric)
              .ifPresent(curve -> curves.put(title(name) + " " + metric, curve));
        }
      }
    }
  }

  private static Optional<Curve> curve(CsvTable history, String phase, String metric) {
    int phaseColumn = history.column("phase");
    int stepColumn = history.column("step");
    int column = history.column(metric);
    List<double[]> points = new ArrayList<>();
    for (List<String> row : history.rows()) {
      if (row.get(phaseColumn).equals(phase) && !row.get(column).isEmpty()) {
        points.add(
            new double[] {
              Double.parseDouble(row.get(stepColumn)), Double.parseDouble(row.get(column))
            });
      }
    }
    return curve(points);
  }

  private static Optional<Curve> curve(List<double[]> points) {
    List<double[]> finite = points.stream().filter(point -> Double.isFinite(point[1])).toList();
    return finite.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Curve(
                finite.stream().mapToDouble(point -> point[0]).toArray(),
                finite.stream().mapToDouble(point -> point[1]).toArray()));
  }

  /** By visit: the group's mean reward, and how far its best lies above its worst. */
  private static void addRewards(
      Map<String, Curve> curves, Files files, Map<Stage, Manifest> manifests) {
    if (!manifests.containsKey(Stage.ARF)) {
      return;
    }
    Map<Integer, List<Double>> rewards = new TreeMap<>();
    manifests.get(Stage.ARF).files().stream()
        .filter(file -> file.name().startsWith("scores/"))
        .flatMap(file -> files.table(Stage.ARF, file.name()).stream())
        .forEach(scores -> addRewards(rewards, scores));
    List<double[]> means = new ArrayList<>();
    List<double[]> spreads = new ArrayList<>();
    rewards.forEach(
        (visit, group) -> {
          double mean = group.stream().mapToDouble(Double::doubleValue).average().orElse(0);
          double most = group.stream().mapToDouble(Double::doubleValue).max().orElse(0);
          double least = group.stream().mapToDouble(Double::doubleValue).min().orElse(0);
          means.add(new double[] {visit, mean});
          spreads.add(new double[] {visit, most - least});
        });
    curve(means).ifPresent(curve -> curves.put("Reward, mean of a group", curve));
    curve(spreads).ifPresent(curve -> curves.put("Reward, best minus worst", curve));
  }

  private static void addRewards(Map<Integer, List<Double>> rewards, CsvTable scores) {
    int visit = scores.column("visit");
    int reward = scores.column("reward");
    for (List<String> row : scores.rows()) {
      rewards
          .computeIfAbsent(Integer.valueOf(row.get(visit)), v -> new ArrayList<>())
          .add(Double.valueOf(row.get(reward)));
    }
  }

  private static String title(String phase) {
    return switch (phase) {
      case "vae" -> "VAE";
      case "unet" -> "UNet";
      default -> phase.toUpperCase(java.util.Locale.ROOT);
    };
  }
}
