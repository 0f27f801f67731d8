package org.gdposr.activities.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Chunks;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.model.Stage;
import org.jspecify.annotations.Nullable;

/** Bookkeeping of runs on the store's records. */
public final class RunActivitiesImpl implements RunActivities {
  private final RunRecords records;
  private final Manifests manifests;
  private final Chunks chunks;
  private final Planner planner;
  private final ChunkNames chunkNames;
  private final RunHost host;

  public RunActivitiesImpl(
      ObjectStore objects, Planner planner, ChunkNames chunkNames, RunHost host) {
    records = new RunRecords(objects);
    manifests = new Manifests(objects);
    chunks = new Chunks(objects);
    this.planner = planner;
    this.chunkNames = chunkNames;
    this.host = host;
  }

  @Override
  public List<Stage> plan(String runId) {
    RunConfig config = records.require(runId).config();
    Optional<RunInputs> kept = records.inputs(runId);
    if (kept.isEmpty() || !planner.present(kept.get(), host.heartbeat())) {
      RunInputs found = planner.ensure(config, host.heartbeat());
      requireUnchanged(runId, records.keepInputs(runId, found), found);
    }
    records.writeOutcome(
        runId,
        new RunOutcome(RunState.RUNNING, Optional.empty(), host.clock().instant().toString()));
    return List.of(Stage.values());
  }

  private static void requireUnchanged(String runId, RunInputs kept, RunInputs found) {
    if (!kept.source().equals(found.source())) {
      throw changed("data.images", runId);
    }
    kept.others()
        .forEach(
            (key, digest) -> {
              if (key.startsWith("set/") && !found.other(key).equals(Optional.of(digest))) {
                throw changed("benchmark.sets: " + key.substring(4), runId);
              }
            });
  }

  private static StageFailure changed(String key, String runId) {
    return new StageFailure(
        FailureType.DATA,
        key
            + ": changed since run "
            + runId
            + " was planned (restore the images, or start a new run)");
  }

  @Override
  public StageStart begin(String runId, Stage stage) {
    long startedAt = host.clock().millis();
    RunConfig config = records.require(runId).config();
    Map<Stage, StagePin> pins = records.pins(runId);
    String stageKey = identity(runId, config, stage, pins).stageKey();
    Optional<Manifest> published = published(stageKey, Optional.ofNullable(pins.get(stage)));
    if (published.isPresent()) {
      if (!pinned(pins.get(stage), published.get())) {
        pin(runId, published.get(), StagePin.How.CACHED, startedAt);
      }
      return new StageStart(stage, true, List.of(), startedAt);
    }
    int generation = manifests.nextGeneration(stageKey);
    return new StageStart(
        stage, false, shards(runId, config, stage, stageKey, generation), startedAt);
  }

  @Override
  public StagePin publish(StageStart start, boolean resumed) {
    if (start.shards().isEmpty()) {
      throw new IllegalArgumentException("shards: none (expected: those of begin)");
    }
    ShardTask task = start.shards().get(0);
    Optional<StagePin> pin = records.pinOf(task.runId(), task.stage());
    if (pin.isPresent()
        && pin.get().stageKey().equals(task.stageKey())
        && pin.get().generation() == task.generation()) {
      return pin.get();
    }
    RunConfig config = records.require(task.runId()).config();
    StageIdentity identity =
        identity(task.runId(), config, task.stage(), records.pins(task.runId()));
    Manifest manifest =
        manifests.publish(
            new Manifest(
                task.stage(),
                task.stageKey(),
                task.generation(),
                identity,
                files(task, config),
                provenance(task.runId())));
    return pin(
        task.runId(),
        manifest,
        resumed ? StagePin.How.RESUMED : StagePin.How.RAN,
        start.startedAtMillis());
  }

  @Override
  public void finish(String runId, RunOutcome outcome) {
    records.writeOutcome(runId, outcome);
    host.delivery().accept(runId);
  }

  private StageIdentity identity(
      String runId, RunConfig config, Stage stage, Map<Stage, StagePin> pins) {
    RunInputs external =
        records
            .inputs(runId)
            .orElseThrow(
                () -> new StageFailure(FailureType.INTERNAL, "run " + runId + " is not planned"));
    Map<Stage, String> outputs = new EnumMap<>(Stage.class);
    pins.forEach((producer, pin) -> outputs.put(producer, pin.outputSha256()));
    return Identities.of(config, stage, outputs, external);
  }

  /** What the run pinned, if it still counts, else the newest. */
  private Optional<Manifest> published(String stageKey, Optional<StagePin> pin) {
    return pin.filter(pinned -> pinned.stageKey().equals(stageKey))
        .flatMap(pinned -> manifests.find(stageKey, pinned.generation()))
        .filter(manifests::usable)
        .or(() -> manifests.newestUsable(stageKey));
  }

  private static boolean pinned(@Nullable StagePin pin, Manifest manifest) {
    return pin != null
        && pin.stageKey().equals(manifest.stageKey())
        && pin.generation() == manifest.generation();
  }

  private StagePin pin(String runId, Manifest manifest, StagePin.How how, long startedAt) {
    StagePin pin =
        new StagePin(
            manifest.stage(),
            manifest.stageKey(),
            manifest.generation(),
            manifests.sha256(manifest),
            manifest.outputSha256(),
            how,
            (host.clock().millis() - startedAt) / 1000.0,
            host.clock().instant().toString());
    records.pin(runId, pin);
    return pin;
  }

  private List<ShardTask> shards(
      String runId, RunConfig config, Stage stage, String stageKey, int generation) {
    int named = chunkNames.of(stage, config.pipeline()).size();
    int all = stage.concludes() ? named - 1 : named;
    int count = Math.min(all, config.execution().shardsOf(stage));
    List<ShardTask> shards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = (int) ((long) all * i / count);
      int end = (int) ((long) all * (i + 1) / count);
      shards.add(new ShardTask(runId, stage, stageKey, generation, first, end));
    }
    if (stage.concludes()) {
      shards.add(new ShardTask(runId, stage, stageKey, generation, all, named));
    }
    return shards;
  }

  private List<ArtifactFile> files(ShardTask task, RunConfig config) {
    List<ArtifactFile> files = new ArrayList<>();
    for (String chunk : chunkNames.of(task.stage(), config.pipeline())) {
      files.addAll(
          chunks
              .find(task.stageKey(), task.generation(), chunk)
              .orElseThrow(
                  () ->
                      new StageFailure(
                          FailureType.INTERNAL,
                          task.stage().word() + ": chunk " + chunk + " is not published")));
    }
    return files;
  }

  private Map<String, String> provenance(String runId) {
    Map<String, String> provenance = new TreeMap<>(host.provenance());
    provenance.put("run", runId);
    provenance.put("publishedAt", host.clock().instant().toString());
    return provenance;
  }
}
