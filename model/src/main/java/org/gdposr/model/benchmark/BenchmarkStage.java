package org.gdposr.model.benchmark;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gdposr.model.Stage;
import org.gdposr.model.StageFiles;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;
import org.gdposr.model.arf.FittedNiqe;
import org.gdposr.model.arf.Scorers;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.NiqeSpec;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.torch.Engine;

/**
 * Restores every set's images by every model under each noise, and scores them. A chunk is some
 * images of a set by one model; the last one makes the tables of all others: {@code
 * benchmark/table.csv} (means), {@code benchmark/summary.csv} (means, spread over the noises, each
 * noise's own), {@code benchmark/per-image.csv}, {@code benchmark/images.csv} and {@code
 * benchmark/cost.csv}. Pictures are in {@code benchmark/pictures/<model>/<set>/}, one per image,
 * under the first noise, with those of {@code lr} and {@code hr}.
 */
public final class BenchmarkStage implements StageWork {
  private static final String TABLE = "table";

  private final long seed;
  private final BenchmarkSpec spec;
  private final List<Part> parts;
  private final FittedNiqe niqe;

  /**
   * @param heldOut the run's own test images
   */
  public BenchmarkStage(long seed, int heldOut, BenchmarkSpec spec, NiqeSpec niqe) {
    this.seed = seed;
    this.spec = spec;
    this.parts = Part.all(spec, heldOut);
    this.niqe = new FittedNiqe(niqe);
  }

  @Override
  public List<String> chunks() {
    return Stream.concat(parts.stream().map(Part::name), Stream.of(TABLE)).toList();
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    if (chunk.equals(TABLE)) {
      new Tables(spec, parts, inputs.of(Stage.BENCHMARK)).write(out);
      model(Part.rows(spec).get(Part.rows(spec).size() - 1), inputs)
          .ifPresent(folder -> Cost.of(folder, spec, side(inputs), host).write(out));
      return;
    }
    Part part = parts.get(chunks().indexOf(chunk));
    TestSet set = TestSet.of(part.set(), inputs);
    try (Engine engine = new Engine(spec.threads())) {
      if (part.model().equals(Part.REFERENCE)) {
        reference(part, set, inputs, engine, out, host);
        return;
      }
      boolean bicubic = part.model().equals(BenchmarkModel.BICUBIC.word());
      Optional<Path> folder = model(part.model(), inputs);
      if (bicubic || folder.isPresent()) {
        Scorers scorers = Scorers.open(spec.metrics(), niqe, inputs, engine::manager);
        PartFiles files = new PartFiles(part, spec, scorers, features(inputs, engine));
        restore(part, set, folder, engine, files, host);
        files.write(out);
      }
    }
  }

  /** Of the held-out images. */
  private static int side(StageInputs inputs) {
    return TestSet.of(BenchmarkSet.HELD_OUT, inputs).image(0).hr().width();
  }

  private Optional<SetFeatures> features(StageInputs inputs, Engine engine) {
    return spec.ofSets().isEmpty()
        ? Optional.empty()
        : Optional.of(new SetFeatures(engine.manager(), spec.ofSets(), inputs.metricWeights()));
  }

  private void reference(
      Part part, TestSet set, StageInputs inputs, Engine engine, Path out, StageHost host) {
    ReferenceFiles files = new ReferenceFiles(part, features(inputs, engine));
    for (int i = part.first(); i < part.end(); i++) {
      requireNotStopped(host);
      files.add(i, set.image(i));
      host.progress("images", i + 1 - part.first(), part.end() - part.first());
    }
    files.write(out);
  }

  private void restore(
      Part part,
      TestSet set,
      Optional<Path> folder,
      Engine engine,
      PartFiles files,
      StageHost host) {
    Optional<Restorer> restorer =
        folder.map(f -> new Restorer(engine.manager(), seed, spec, loaded(engine.manager(), f)));
    // bicubic enlargement has no noise to vary
    int noises = restorer.isPresent() ? spec.noiseSeeds() : 1;
    int done = 0;
    for (int i = part.first(); i < part.end(); i++) {
      TestImage image = set.image(i);
      for (int noise = 0; noise < noises; noise++) {
        requireNotStopped(host);
        int seedOfNoise = noise;
        RgbImage restored =
            restorer.map(r -> r.restore(image, seedOfNoise)).orElseGet(image::bicubic);
        files.add(i, image, noise, restored);
        host.progress("images", ++done, (long) noises * (part.end() - part.first()));
      }
    }
  }

  static NaosdModel loaded(NDManager manager, Path folder) {
    NaosdModel model = NaosdModel.load(manager, folder);
    model.vae().freeze();
    model.unet().freeze();
    return model;
  }

  private static void requireNotStopped(StageHost host) {
    if (host.stopRequested()) {
      throw new StoppedException();
    }
  }

  /** A model's folder; empty for bicubic, and for untrained networks where a base was given. */
  private Optional<Path> model(String row, StageInputs inputs) {
    if (spec.others().stream().anyMatch(other -> other.name().equals(row))) {
      return Optional.of(inputs.otherModel(row));
    }
    StageFiles naosd = inputs.of(Stage.NAOSD);
    return switch (own(row)) {
      case BICUBIC -> Optional.empty();
      case UNTRAINED ->
          naosd.names().stream().anyMatch(name -> name.startsWith("untrained/"))
              ? Optional.of(naosd.folder("untrained"))
              : Optional.empty();
      case BASE -> Optional.of(naosd.folder("base"));
      case NAOSD -> Optional.of(naosd.folder("model"));
      case GDPO -> Optional.of(inputs.of(Stage.GDPO).folder("model"));
    };
  }

  private BenchmarkModel own(String row) {
    return spec.models().stream()
        .filter(model -> model.word().equals(row))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("model: " + row));
  }
}
