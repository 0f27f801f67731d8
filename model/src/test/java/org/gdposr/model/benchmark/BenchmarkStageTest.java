package org.gdposr.model.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gdposr.model.CsvTable;
import org.gdposr.model.LocalRun;
import org.gdposr.model.PipelineSpec;
import org.gdposr.model.SmallSpec;
import org.gdposr.model.Stage;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.PillowResize;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.DeadLeavesSpec;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.WeightFolder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkStageTest {
  private static Path root = Path.of(".");

  @BeforeAll
  static void runWhatItTakes(@TempDir Path folder) throws IOException {
    root = folder;
    for (int i = 0; i < 3; i++) {
      RgbImage hr = DeadLeaves.render(new DeadLeavesSpec(3, 64), 5, i);
      write("hr/" + i + ".png", hr);
      write("lr/" + i + ".png", PillowResize.bicubic(hr, 16, 16));
    }
    LocalRun run = run("run", List.of(set("street")));
    run.run(Stage.DEGRADATION, LocalRun.Host.quiet());
    run.run(Stage.NAOSD, LocalRun.Host.quiet());
    run.run(Stage.BENCHMARK, LocalRun.Host.quiet());
  }

  private static LocalRun run(String name, List<BenchmarkSet> sets) {
    PipelineSpec small = SmallSpec.of(2);
    return new LocalRun(
        new PipelineSpec(
            small.seed(),
            small.data(),
            small.degradation(),
            small.naosd(),
            small.rollout(),
            small.arf(),
            small.gdpo(),
            new BenchmarkSpec(
                List.of(BenchmarkModel.BICUBIC, BenchmarkModel.NAOSD),
                List.of(new OtherModel("twin", root.resolve("run/naosd/model").toString())),
                sets,
                List.of(MetricName.PSNR, MetricName.SSIM),
                3,
                250,
                100,
                ColourFix.NONE,
                2,
                1),
            small.metrics()),
        root.resolve(name));
  }

  private static BenchmarkSet set(String name) {
    return new BenchmarkSet(name, root.resolve("lr").toString(), root.resolve("hr").toString(), 3);
  }

  @Test
  void everyModelIsScoredOnEverySet() {
    CsvTable table = table("table.csv");
    List<List<String>> names = table.rows().stream().map(row -> row.subList(0, 2)).toList();
    assertEquals(
        List.of(
            List.of("held-out", "bicubic"),
            List.of("street", "bicubic"),
            List.of("held-out", "naosd"),
            List.of("street", "naosd"),
            List.of("held-out", "twin"),
            List.of("street", "twin")),
        names);
    // the same weights under the same noise
    assertEquals(
        table.rows().get(3).subList(2, 4), table.rows().get(5).subList(2, 4), "naosd and its twin");
    // two held-out images and three of the set: bicubic has no noise, models have three
    assertEquals(5 + 2 * 3 * 5, table("per-image.csv").rows().size());
  }

  @Test
  void theSummarySpreadsOverTheNoises() {
    double[] means = new double[3];
    for (List<String> row : table("per-image.csv").rows()) {
      if (row.get(0).equals("street") && row.get(2).equals("naosd")) {
        means[Integer.parseInt(row.get(3))] += Double.parseDouble(row.get(4)) / 3;
      }
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    double squares = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum();
    double low = Arrays.stream(means).min().orElseThrow();
    double high = Arrays.stream(means).max().orElseThrow();
    assertTrue(high > low, "noises differ");
    List<Double> psnr = new ArrayList<>();
    List<String> statistics = new ArrayList<>();
    for (List<String> row : table("summary.csv").rows()) {
      if (row.get(0).equals("street") && row.get(1).equals("naosd")) {
        statistics.add(row.get(2));
        psnr.add(Double.valueOf(row.get(3)));
      }
    }
    assertEquals(
        List.of("mean", "std", "min", "max", "range", "noise 0", "noise 1", "noise 2"), statistics);
    assertArrayEquals(
        new double[] {
          mean, Math.sqrt(squares / 2), low, high, high - low, means[0], means[1], means[2]
        },
        psnr.stream().mapToDouble(Double::doubleValue).toArray(),
        1e-12);
  }

  @Test
  void aRestorationsCostIsCounted() {
    CsvTable cost = table("cost.csv");
    assertEquals(
        List.of("vae encoder", "unet", "vae decoder"),
        cost.rows().stream().map(row -> row.get(0)).toList());
    assertEquals(parameters("unet"), Long.parseLong(cost.rows().get(1).get(2)));
    assertEquals(
        parameters("vae"),
        Long.parseLong(cost.rows().get(0).get(2)) + Long.parseLong(cost.rows().get(2).get(2)));
    // of this model's images: the encoder's first convolution alone, 3 → 8 channels of 3×3
    assertEquals("64", cost.rows().get(0).get(1));
    assertTrue(Long.parseLong(cost.rows().get(0).get(3)) > 64L * 64 * 27 * 8);
  }

  @Test
  void aSetsScoresDontDependOnOtherSets() {
    LocalRun other = run("other", List.of(set("alley"), set("street")));
    other.run(Stage.DEGRADATION, LocalRun.Host.quiet());
    other.adopt(Stage.NAOSD, root.resolve("run/naosd"));
    Path made = other.run(Stage.BENCHMARK, List.of("naosd/street/00001"), LocalRun.Host.quiet());
    String name = "benchmark/scores/naosd/street/00001.csv";
    assertEquals(
        CsvTable.read(root.resolve("run/benchmark").resolve(name)).rows(),
        CsvTable.read(made.resolve(name)).rows());
  }

  private static CsvTable table(String name) {
    return CsvTable.read(root.resolve("run/benchmark/benchmark").resolve(name));
  }

  private static long parameters(String network) {
    TensorSource source = WeightFolder.open(root.resolve("run/naosd/model").resolve(network));
    return source.shapes().values().stream().mapToLong(shape -> shape.size()).sum();
  }

  private static void write(String name, RgbImage image) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(file, image);
  }
}
