package org.gdposr.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.source.SourceManifest;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.Progress;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.activities.tracking.MetricSegment;
import org.gdposr.activities.tracking.MetricValue;
import org.gdposr.cli.config.NearestName;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.model.Stage;
import org.gdposr.model.source.SkippedFile;
import org.gdposr.workflows.StageState;

/** Reads runs from the store alone: no server has to live. */
public final class RunReader {
  private static final Pattern CLAIM = Pattern.compile("claims/[^/]+/([0-9]+)/([^/]+)/.*");

  private final ObjectStore store;
  private final RunRecords records;
  private final Manifests manifests;
  private final StageKeys keys;

  /** Finds the key of the stage that a run is at. */
  @FunctionalInterface
  public interface StageKeys {
    /** Empty while an input of the stage is not published. */
    Optional<String> keyOf(RunHeader run, Stage stage, Map<Stage, StagePin> pins);
  }

  public RunReader(ObjectStore store, StageKeys keys) {
    this.store = store;
    this.records = new RunRecords(store);
    this.manifests = new Manifests(store);
    this.keys = keys;
  }

  public List<String> runIds() {
    return records.runIds();
  }

  /**
   * @throws CommandFailure that names similar runs if there is none of this id
   */
  public RunHeader require(String runId) {
    return records
        .header(runId)
        .orElseThrow(
            () -> {
              List<String> near = NearestName.several(runId, runIds(), 3);
              return new CommandFailure(
                  ExitCode.USAGE,
                  runId
                      + ": no such run"
                      + (near.isEmpty()
                          ? ""
                          : " (did you mean " + String.join(" or ", near) + "?)"),
                  near.isEmpty() ? "see 'gdpo list'" : "");
            });
  }

  /**
   * @param alive whether a process works on the run
   */
  public RunSnapshot snapshot(String runId, boolean alive) {
    RunHeader header = require(runId);
    Map<Stage, StagePin> pins = records.pins(runId);
    Optional<RunOutcome> outcome = records.outcome(runId);
    RunState said = outcome.map(RunOutcome::state).orElse(RunState.RUNNING);
    // killed processes can't say so
    RunState state = alive ? RunState.RUNNING : said == RunState.RUNNING ? RunState.PAUSED : said;
    Optional<RunOutcome.Error> error =
        state == RunState.FAILED ? outcome.flatMap(RunOutcome::error) : Optional.empty();
    return new RunSnapshot(
        header,
        state,
        error,
        lines(header, state, error, pins),
        sha256(pins, Stage.GDPO, "policy/lora.safetensors"),
        sha256(pins, Stage.BENCHMARK, "benchmark/table.csv"));
  }

  /** A published file of a run. */
  public Optional<ArtifactFile> file(String runId, Stage stage, String name) {
    return records
        .pinOf(runId, stage)
        .flatMap(pin -> find(manifests.load(pin.stageKey(), pin.generation()), name));
  }

  /** What a stage of a run published. */
  public Optional<Manifest> manifest(String runId, Stage stage) {
    return records.pinOf(runId, stage).map(pin -> manifests.load(pin.stageKey(), pin.generation()));
  }

  /** The newest value of a metric that a stage recorded for tracking. */
  public OptionalDouble metric(String runId, Stage stage, String name) {
    return records.pinOf(runId, stage).stream()
        .flatMap(pin -> store.list(StoreLayout.outbox(pin.stageKey(), pin.generation())).stream())
        .sorted()
        .flatMap(key -> store.find(key).stream())
        .flatMap(bytes -> Json.read(bytes, MetricSegment.class).values().stream())
        .filter(value -> value.name().equals(name))
        .mapToDouble(MetricValue::value)
        .reduce((first, last) -> last);
  }

  /** Local copy of a published file in {@code folder}, verified. */
  public Optional<Path> fetch(String runId, Stage stage, String name, Path folder) {
    return file(runId, stage, name)
        .map(file -> new ArtifactStore(store).fetch(file, folder.resolve(file.name())));
  }

  /** Source images that could not be used. */
  public List<SkippedFile> skipped(String runId) {
    return records
        .inputs(runId)
        .flatMap(inputs -> store.find(StoreLayout.source(inputs.source())))
        .map(json -> Json.read(json, SourceManifest.class).skipped())
        .orElse(List.of());
  }

  /** Digest of all that is immutable in the run's record. */
  public String recordSha256(String runId) {
    return records.recordSha256(runId);
  }

  /** Newest claims on the shards of the stage that a run is at. */
  public List<Claim> claims(RunHeader run, Stage stage) {
    Map<Stage, StagePin> pins = records.pins(run.runId());
    return keys.keyOf(run, stage, pins).map(this::newestClaims).orElse(List.of());
  }

  private List<StageLine> lines(
      RunHeader header,
      RunState state,
      Optional<RunOutcome.Error> error,
      Map<Stage, StagePin> pins) {
    List<StageLine> lines = new ArrayList<>();
    boolean reached = false;
    for (Stage stage : Stage.values()) {
      StagePin pin = pins.get(stage);
      if (pin != null) {
        lines.add(
            new StageLine(
                stage,
                StageState.of(pin.how()),
                pin.seconds(),
                Optional.of(pin),
                Optional.empty()));
        continue;
      }
      boolean current = !reached;
      reached = true;
      boolean failed = error.filter(e -> e.stage().equals(stage.word())).isPresent();
      StageState now =
          failed
              ? StageState.FAILED
              : current && state == RunState.RUNNING ? StageState.RUNNING : StageState.PENDING;
      lines.add(
          new StageLine(
              stage,
              now,
              0,
              Optional.empty(),
              current ? progress(header, stage, pins) : Optional.empty()));
    }
    return lines;
  }

  private Optional<StageProgress> progress(RunHeader run, Stage stage, Map<Stage, StagePin> pins) {
    Claims claims = new Claims(store);
    List<Progress> shards =
        keys.keyOf(run, stage, pins).map(this::newestClaims).orElse(List.of()).stream()
            .flatMap(claim -> claims.progress(claim).stream())
            .toList();
    return shards.isEmpty() ? Optional.empty() : Optional.of(StageProgress.of(shards));
  }

  /** Of the newest generation that was claimed, each shard's claim that counts. */
  private List<Claim> newestClaims(String stageKey) {
    TreeMap<Integer, Set<String>> shards = new TreeMap<>();
    for (String key : store.list("claims/" + stageKey + "/")) {
      Matcher matcher = CLAIM.matcher(key);
      if (matcher.matches()) {
        shards
            .computeIfAbsent(Integer.valueOf(matcher.group(1)), generation -> new TreeSet<>())
            .add(matcher.group(2));
      }
    }
    Map.Entry<Integer, Set<String>> newest = shards.lastEntry();
    if (newest == null) {
      return List.of();
    }
    Claims claims = new Claims(store);
    return newest.getValue().stream()
        .flatMap(shard -> claims.newest(stageKey, newest.getKey(), shard).stream())
        .toList();
  }

  private Optional<String> sha256(Map<Stage, StagePin> pins, Stage stage, String name) {
    return Optional.ofNullable(pins.get(stage))
        .flatMap(pin -> find(manifests.load(pin.stageKey(), pin.generation()), name))
        .map(ArtifactFile::sha256);
  }

  private static Optional<ArtifactFile> find(Manifest manifest, String name) {
    return manifest.files().stream().filter(file -> file.name().equals(name)).findFirst();
  }
}
