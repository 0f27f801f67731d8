package org.gdposr.activities.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.Identities;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.source.BaseWeights;
import org.gdposr.activities.source.MetricFiles;
import org.gdposr.activities.source.Sources;
import org.gdposr.activities.source.StoredSourceImages;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Chunks;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.DataException;
import org.gdposr.model.Stage;
import org.gdposr.model.StageFiles;
import org.gdposr.model.StageInputs;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.source.BenchmarkImages;
import org.gdposr.model.source.SourceImages;

/** A stage's inputs as its run's record pins them, fetched and verified when asked for. */
final class StoredInputs implements StageInputs {
  private final ArtifactStore artifacts;
  private final RunRecords records;
  private final RunHeader run;
  private final ShardTask task;
  private final Path cache;
  private final RunInputs external;
  private final Map<Stage, StageFiles> stages = new EnumMap<>(Stage.class);
  private Optional<Supplier<StageFiles>> own = Optional.empty();
  private Optional<SourceImages> sources = Optional.empty();

  /**
   * @param chunks the stage's, in order
   * @param work where inputs appear under their names
   * @param cache copies shared by processes
   * @throws StageFailure if they are not the inputs that the task's stage key stands for
   */
  StoredInputs(
      ArtifactStore artifacts,
      RunRecords records,
      RunHeader run,
      ShardTask task,
      List<String> chunks,
      Path work,
      Path cache) {
    this.artifacts = artifacts;
    this.records = records;
    this.run = run;
    this.task = task;
    this.cache = cache;
    this.external =
        records
            .inputs(run.runId())
            .orElseThrow(
                () ->
                    new StageFailure(
                        FailureType.INTERNAL, "run " + run.runId() + " is not planned"));
    ContentCache contents = new ContentCache(cache.resolve("objects"), artifacts);
    Map<Stage, String> outputs = new EnumMap<>(Stage.class);
    for (Stage producer : task.stage().inputs()) {
      Manifest manifest = pinned(producer);
      Path folder = work.resolve("inputs").resolve(producer.word());
      stages.put(producer, new StoredFiles(producer, manifest.files(), contents, folder));
      outputs.put(producer, manifest.outputSha256());
    }
    requireStageKey(outputs);
    if (task.stage().concludes()) {
      Path folder = work.resolve("inputs").resolve(task.stage().word());
      own = Optional.of(() -> new StoredFiles(task.stage(), ownFiles(chunks), contents, folder));
    }
  }

  /** What the stage's other chunks published, once they are all there. */
  private List<ArtifactFile> ownFiles(List<String> names) {
    Chunks chunks = new Chunks(artifacts.objects());
    List<ArtifactFile> files = new ArrayList<>();
    for (String chunk : names.subList(0, names.size() - 1)) {
      files.addAll(
          chunks
              .find(task.stageKey(), task.generation(), chunk)
              .orElseThrow(
                  () ->
                      new DataException(
                          task.stage().word()
                              + ": chunk "
                              + chunk
                              + " is not published (resume)")));
    }
    return files;
  }

  private Manifest pinned(Stage producer) {
    StagePin pin =
        records
            .pinOf(run.runId(), producer)
            .orElseThrow(
                () ->
                    new DataException(
                        producer.word() + ": not published in run " + run.runId() + " (resume)"));
    Manifests manifests = new Manifests(artifacts.objects());
    Manifest manifest = manifests.load(pin.stageKey(), pin.generation());
    String sha256 = manifests.sha256(manifest);
    if (!sha256.equals(pin.manifestSha256())) {
      throw new DataException(
          producer.word()
              + ": manifest "
              + pin.stageKey()
              + "/"
              + pin.generation()
              + " has sha256 "
              + sha256
              + " (expected: "
              + pin.manifestSha256()
              + ", as the run pinned it)");
    }
    return manifest;
  }

  /** What is computed here must be what the key promises: same inputs, same revision of code. */
  private void requireStageKey(Map<Stage, String> outputs) {
    String key = Identities.of(run.config(), task.stage(), outputs, external).stageKey();
    if (!key.equals(task.stageKey())) {
      throw new StageFailure(
          FailureType.INTERNAL,
          task.stage().word()
              + ": stage key "
              + task.stageKey()
              + " (expected: "
              + key
              + "; its inputs were pinned anew, or this process runs another version; resume)");
    }
  }

  @Override
  public synchronized SourceImages sources() {
    if (!task.stage().readsSources()) {
      throw new IllegalArgumentException(
          "input: source images (expected: none for " + task.stage().word() + ")");
    }
    if (sources.isEmpty()) {
      sources = Optional.of(images(external.source()));
    }
    return sources.orElseThrow();
  }

  @Override
  public StageFiles of(Stage producer) {
    if (producer == task.stage() && own.isPresent()) {
      return stages.computeIfAbsent(producer, stage -> own.get().get());
    }
    StageFiles files = stages.get(producer);
    if (files == null) {
      throw new IllegalArgumentException(
          "input: " + producer.word() + " (expected: one of " + task.stage().inputs() + ")");
    }
    return files;
  }

  private SourceImages images(String digest) {
    return new StoredSourceImages(
        new Sources(artifacts, cache).load(digest), artifacts, cache.resolve("sources"));
  }

  @Override
  public BenchmarkImages benchmark(String set) {
    return new BenchmarkImages(
        images(promised(RunInputs.lr(set))), images(promised(RunInputs.hr(set))));
  }

  @Override
  public Path baseWeights() {
    Path folder = Path.of(run.config().naosd().base());
    requireUnchanged("naosd.base", folder, new BaseWeights(cache).digest(folder), RunInputs.BASE);
    return folder;
  }

  @Override
  public Path otherModel(String name) {
    Path folder =
        run.config().benchmark().others().stream()
            .filter(other -> other.name().equals(name))
            .map(other -> Path.of(other.folder()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("model: " + name));
    requireUnchanged(
        "benchmark.others", folder, new BaseWeights(cache).digest(folder), RunInputs.model(name));
    return folder;
  }

  @Override
  public Path metricWeights() {
    Path folder = run.config().metrics().folder();
    List<MetricName> metrics =
        run.config().pipeline().scored(task.stage()).stream()
            .filter(metric -> !metric.files().isEmpty())
            .toList();
    new MetricFiles(cache)
        .digests(folder, metrics)
        .forEach(
            (file, sha256) ->
                requireUnchanged(
                    "metrics.weights", folder.resolve(file), sha256, RunInputs.weights(file)));
    return folder;
  }

  private String promised(String key) {
    return external
        .other(key)
        .orElseThrow(() -> new IllegalArgumentException("input: " + key + " is not the run's"));
  }

  private void requireUnchanged(String setting, Path path, String found, String key) {
    if (!found.equals(promised(key))) {
      throw new DataException(
          setting
              + ": "
              + path
              + " changed since run "
              + run.runId()
              + " was planned (restore the weights, or start a new run)");
    }
  }
}
