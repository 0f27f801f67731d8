package org.gdposr.model.benchmark;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gdposr.model.CsvTable;
import org.gdposr.model.Stage;
import org.gdposr.model.StageFiles;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;
import org.gdposr.model.arf.Scorers;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.degradation.Split;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.NiqeSpec;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.source.HrCrops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/**
 * Restores the held-out images with bicubic enlargement, the untrained networks, the base, NAOSD
 * and GDPO, and scores them. Publishes {@code benchmark/table.csv} (means per model), {@code
 * benchmark/per-image.csv}, {@code benchmark/images.csv} and {@code benchmark/images.safetensors}
 * (8-bit (H, W, 3) tensors {@code <model>/<image>}, with {@code lr} and {@code hr}).
 */
public final class BenchmarkStage implements StageWork {
  private final long seed;
  private final BenchmarkSpec spec;
  private final NiqeSpec niqe;

  public BenchmarkStage(long seed, BenchmarkSpec spec, NiqeSpec niqe) {
    this.seed = seed;
    this.spec = spec;
    this.niqe = niqe;
  }

  @Override
  public List<String> chunks() {
    return List.of(WHOLE);
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    LrItems items = new LrItems(inputs.of(Stage.DEGRADATION), Split.HELD_OUT);
    HrCrops hr = new HrCrops(inputs.sources());
    Scorers scorers = Scorers.fit(spec.metrics(), niqe, inputs);
    Results results = new Results(spec.metrics());
    List<TestImage> images = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      TestImage image = TestImage.of(items, hr, i, inputs.sources());
      images.add(image);
      results.picture("lr", i, image.lr());
      results.picture("hr", i, image.hr());
      results.add("bicubic", image, 0, image.bicubic(), scorers);
    }
    int done = 0;
    Map<String, Path> models = models(inputs);
    try (NDManager manager = Torch.start(spec.threads())) {
      for (Map.Entry<String, Path> entry : models.entrySet()) {
        NaosdModel model = NaosdModel.load(manager, entry.getValue());
        model.vae().freeze();
        model.unet().freeze();
        Restorer restorer = new Restorer(manager, seed, spec, model);
        for (TestImage image : images) {
          for (int noise = 0; noise < spec.noiseSeeds(); noise++) {
            if (host.stopRequested()) {
              throw new StoppedException();
            }
            RgbImage restored = restorer.restore(image, noise);
            results.add(entry.getKey(), image, noise, restored, scorers);
            host.progress(
                "images", ++done, (long) models.size() * images.size() * spec.noiseSeeds());
          }
        }
      }
    }
    results.write(out, images);
  }

  /** Folders of the models to compare, by the name of their row. */
  private static Map<String, Path> models(StageInputs inputs) {
    StageFiles naosd = inputs.of(Stage.NAOSD);
    Map<String, Path> models = new LinkedHashMap<>();
    if (naosd.names().stream().anyMatch(n -> n.startsWith("untrained/"))) {
      models.put("untrained", naosd.folder("untrained"));
    }
    models.put("base", naosd.folder("base"));
    models.put("naosd", naosd.folder("model"));
    models.put("gdpo", inputs.of(Stage.GDPO).folder("model"));
    return models;
  }

  /** Scores and pictures as they come in. */
  private static final class Results {
    private final List<MetricName> metrics;
    private final CsvTable perImage;
    private final Map<String, double[]> sums = new LinkedHashMap<>();
    private final Map<String, Tensor> pictures = new LinkedHashMap<>();

    Results(List<MetricName> metrics) {
      this.metrics = metrics;
      this.perImage = new CsvTable(columns("image", "model", "noise"));
    }

    void picture(String model, int image, RgbImage picture) {
      pictures.put(
          "%s/%05d".formatted(model, image),
          Tensor.ofBytes(new long[] {picture.height(), picture.width(), 3}, picture.rgb()));
    }

    void add(String model, TestImage image, int noise, RgbImage restored, Scorers scorers) {
      if (noise == 0) {
        picture(model, image.index(), restored);
      }
      double[] sum = sums.computeIfAbsent(model, m -> new double[metrics.size() + 1]);
      sum[metrics.size()]++;
      List<Object> row = new ArrayList<>(List.of(image.name(), model, noise));
      for (int i = 0; i < metrics.size(); i++) {
        double score = scorers.score(metrics.get(i), restored, image.hr());
        sum[i] += score;
        row.add(score);
      }
      perImage.add(row.toArray());
    }

    void write(Path out, List<TestImage> images) {
      CsvTable table = new CsvTable(columns("model"));
      sums.forEach(
          (model, sum) -> {
            List<Object> row = new ArrayList<>(List.of(model));
            for (int i = 0; i < metrics.size(); i++) {
              row.add(sum[i] / sum[metrics.size()]);
            }
            table.add(row.toArray());
          });
      table.write(out.resolve("benchmark/table.csv"));
      perImage.write(out.resolve("benchmark/per-image.csv"));
      CsvTable names = new CsvTable(List.of("index", "name"));
      images.forEach(image -> names.add(image.index(), image.name()));
      names.write(out.resolve("benchmark/images.csv"));
      Safetensors.writeRaw(out.resolve("benchmark/images.safetensors"), pictures, Map.of());
    }

    private List<String> columns(String... first) {
      List<String> columns = new ArrayList<>(List.of(first));
      metrics.forEach(m -> columns.add(m.word()));
      return columns;
    }
  }
}
