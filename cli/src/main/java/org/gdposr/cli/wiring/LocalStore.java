package org.gdposr.cli.wiring;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.run.OtherInputs;
import org.gdposr.activities.run.Planner;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.source.BaseWeights;
import org.gdposr.activities.source.MetricFiles;
import org.gdposr.activities.source.Sources;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.FolderObjectStore;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.tracking.MlflowRunTracker;
import org.gdposr.activities.tracking.RunTracker;
import org.gdposr.cli.run.RunReader;
import org.gdposr.model.PipelineSpec;
import org.gdposr.model.Stage;
import org.gdposr.model.StageWorks;
import org.gdposr.model.naosd.NaosdModel;

/** What can be known and written with a store and a home, without workers. */
public final class LocalStore {
  private final Home home;
  private final ObjectStore objects;

  public LocalStore(Home home, ObjectStore objects) {
    this.home = home;
    this.objects = objects;
  }

  /** The home's own store, read without any server. */
  public static LocalStore readOnly(Home home) {
    return new LocalStore(home, new FolderObjectStore(home.store()));
  }

  public ObjectStore objects() {
    return objects;
  }

  public ArtifactStore artifacts() {
    return new ArtifactStore(objects);
  }

  public RunRecords records() {
    return new RunRecords(objects);
  }

  public Sources sources() {
    return new Sources(artifacts(), home.cache());
  }

  public Planner planner() {
    OtherInputs others =
        new OtherInputs(
            sources(),
            new BaseWeights(home.cache(), "naosd.base", NaosdModel::check),
            new BaseWeights(home.cache(), "benchmark.others", NaosdModel::check),
            new MetricFiles(home.cache()));
    return new Planner(objects, records(), sources(), others, LocalStore::chunkNames);
  }

  /** Names of a stage's chunks. */
  static List<String> chunkNames(Stage stage, PipelineSpec spec) {
    return StageWorks.of(stage, spec).chunks();
  }

  public RunReader reader() {
    return new RunReader(objects, this::keyOf);
  }

  /**
   * @param environment may name a server in MLFLOW_TRACKING_URI
   */
  public RunTracker tracker(Map<String, String> environment) {
    return new MlflowRunTracker(objects, environment.getOrDefault("MLFLOW_TRACKING_URI", ""));
  }

  private Optional<String> keyOf(RunHeader run, Stage stage, Map<Stage, StagePin> pins) {
    Optional<RunInputs> inputs = records().inputs(run.runId());
    if (inputs.isEmpty() || !pins.keySet().containsAll(stage.inputs())) {
      return Optional.empty();
    }
    Map<Stage, String> outputs = new EnumMap<>(Stage.class);
    pins.forEach((producer, pin) -> outputs.put(producer, pin.outputSha256()));
    return Optional.of(planner().identity(run.config(), stage, outputs, inputs.get()).stageKey());
  }
}
