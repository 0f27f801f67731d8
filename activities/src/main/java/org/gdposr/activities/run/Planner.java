package org.gdposr.activities.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.source.Sources;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StageIdentity;
import org.gdposr.model.Stage;
import org.gdposr.model.source.DataSpec;

/** Finds out what a config still has to compute. Writes nothing to the store. */
public final class Planner {
  private final RunRecords records;
  private final Sources sources;
  private final OtherInputs others;
  private final ChunkNames chunkNames;
  private final Manifests manifests;

  public Planner(
      ObjectStore objects,
      RunRecords records,
      Sources sources,
      OtherInputs others,
      ChunkNames chunkNames) {
    this.records = records;
    this.sources = sources;
    this.others = others;
    this.chunkNames = chunkNames;
    manifests = new Manifests(objects);
  }

  /**
   * The images that a config's stages can use: every crop fits into each.
   *
   * @throws StageFailure of class CONFIG if generated images are smaller than a crop
   */
  static DataSpec dataOf(RunConfig config) {
    DataSpec data = config.data();
    int side = Math.max(data.minimumSide(), config.degradation().cropSize());
    if (data.generated() && data.deadLeaves().size() < side) {
      throw new StageFailure(
          FailureType.CONFIG,
          "data.deadLeaves.size: "
              + data.deadLeaves().size()
              + " (expected: >= degradation.cropSize = "
              + side
              + ")");
    }
    return new DataSpec(data.images(), data.heldOut(), side, data.deadLeaves());
  }

  /**
   * Digests of what the config names outside the store.
   *
   * @throws StageFailure of class CONFIG or DATA if it cannot be used
   */
  RunInputs inputs(RunConfig config) {
    String source = sources.resolve(dataOf(config), config.seed()).digest();
    return new RunInputs(source, others.digests(config));
  }

  /**
   * Uploads what the store keeps of it, and gives its digests.
   *
   * @param heartbeat called every few seconds
   */
  RunInputs ensure(RunConfig config, Runnable heartbeat) {
    String source = sources.ensure(dataOf(config), config.seed(), heartbeat).digest();
    SortedMap<String, String> digests = others.digests(config);
    others.ensure(config, heartbeat);
    return new RunInputs(source, digests);
  }

  /** Whether the store has all that it keeps of it. */
  boolean present(RunInputs inputs, Runnable heartbeat) {
    return Stream.concat(
            Stream.of(inputs.source()),
            inputs.others().entrySet().stream()
                .filter(other -> other.getKey().startsWith("set/"))
                .map(Map.Entry::getValue))
        .allMatch(digest -> sources.present(digest, heartbeat));
  }

  /** All that a stage's results depend on. */
  public StageIdentity identity(
      RunConfig config, Stage stage, Map<Stage, String> inputDigests, RunInputs external) {
    return Identities.of(config, stage, inputDigests, external);
  }

  /**
   * What a run of this config would do.
   *
   * @throws StageFailure of class CONFIG or DATA if the config's folders cannot be used
   */
  public List<StagePlan> plan(RunConfig config) {
    RunInputs external = inputs(config);
    RunHistory history = new RunHistory(records, manifests);
    Map<Stage, String> outputs = new EnumMap<>(Stage.class);
    List<StagePlan> plans = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      int chunks = chunkNames.of(stage, config.pipeline()).size();
      List<Stage> changing =
          stage.inputs().stream().filter(input -> !outputs.containsKey(input)).toList();
      if (!changing.isEmpty()) {
        String reason = history.whyWaiting(stage, Identities.sections(config, stage), changing);
        plans.add(new StagePlan(stage, false, Optional.empty(), reason, chunks));
        continue;
      }
      StageIdentity identity = Identities.of(config, stage, outputs, external);
      plans.add(plan(identity, history, outputs, chunks));
    }
    return plans;
  }

  private StagePlan plan(
      StageIdentity identity, RunHistory history, Map<Stage, String> outputs, int chunks) {
    String stageKey = identity.stageKey();
    Optional<Manifest> usable = manifests.newestUsable(stageKey);
    Optional<Manifest> newest = usable.or(() -> manifests.newest(stageKey));
    // lost files come back as the same bytes: what was made from them still counts
    newest.ifPresent(manifest -> outputs.put(identity.stage(), manifest.outputSha256()));
    String reason;
    if (usable.isPresent()) {
      reason = "published by run " + usable.get().provenance().getOrDefault("run", "unknown");
    } else if (newest.isPresent()) {
      reason = "files of its manifest are missing";
    } else {
      reason = history.whyMissing(identity);
    }
    return new StagePlan(
        identity.stage(), usable.isPresent(), Optional.of(stageKey), reason, chunks);
  }
}
