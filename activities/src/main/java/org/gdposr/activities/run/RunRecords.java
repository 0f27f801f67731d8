package org.gdposr.activities.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.JsonObjects;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.Stage;

/** The records of runs, in the store: all that is known of a run lies here. */
public final class RunRecords {
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern HEADER = Pattern.compile("runs/([^/]+)/run\\.json");
  private static final Pattern PIN = Pattern.compile("runs/[^/]+/stages/([a-z]+)/([0-9]+)\\.json");

  private final ObjectStore objects;
  private final JsonObjects records;

  public RunRecords(ObjectStore objects) {
    this.objects = objects;
    records = new JsonObjects(objects);
  }

  /**
   * When a run was created, ISO-8601, from a record of any version; empty where it says nothing.
   */
  public String createdAt(String runId) {
    return records
        .tree(StoreLayout.runHeader(runId))
        .map(header -> header.path("createdAt").asText())
        .orElse("");
  }

  /**
   * Creates a run's record; does nothing if it exists with the same config.
   *
   * @throws StageFailure of class CONFIG for an id that cannot be used or that another config has
   */
  public void create(RunHeader header) {
    String runId = header.runId();
    if (!RUN_ID.matcher(runId).matches()) {
      throw new StageFailure(
          FailureType.CONFIG,
          "id: " + runId + " (expected: 1 to 63 letters, digits, dots, dashes and underscores)");
    }
    if (records.createOnce(StoreLayout.runHeader(runId), header)) {
      return;
    }
    RunHeader stored = require(runId);
    if (!stored.configSha256().equals(header.configSha256())) {
      throw new StageFailure(
          FailureType.CONFIG,
          "id: "
              + runId
              + " (expected: an id of its own; the run of "
              + stored.createdAt()
              + " has another config)");
    }
  }

  public Optional<RunHeader> header(String runId) {
    return RUN_ID.matcher(runId).matches()
        ? records.find(StoreLayout.runHeader(runId), RunHeader.class)
        : Optional.empty();
  }

  /**
   * The head of a run that must exist.
   *
   * @throws StageFailure of class CONFIG if there is none
   */
  public RunHeader require(String runId) {
    return header(runId)
        .orElseThrow(
            () ->
                new StageFailure(
                    FailureType.CONFIG, "run: " + runId + " (expected: a run of this store)"));
  }

  /** Ids of all runs, sorted. */
  public List<String> runIds() {
    return objects.list(StoreLayout.runs()).stream()
        .map(HEADER::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /**
   * Keeps what the run reads from outside the store; the first call counts.
   *
   * @return what counts
   */
  public RunInputs keepInputs(String runId, RunInputs inputs) {
    records.createOnce(StoreLayout.runInputs(runId), inputs);
    return inputs(runId).orElse(inputs);
  }

  /** What the run reads from outside the store, once it was planned. */
  public Optional<RunInputs> inputs(String runId) {
    return records.find(StoreLayout.runInputs(runId), RunInputs.class);
  }

  /** Adds a pin, which counts from now on. */
  public void pin(String runId, StagePin pin) {
    int n = newestPin(runId, pin.stage()) + 1;
    while (!records.createOnce(StoreLayout.pin(runId, pin.stage(), n), pin)) {
      n++;
    }
  }

  /** The pin that counts. */
  public Optional<StagePin> pinOf(String runId, Stage stage) {
    int n = newestPin(runId, stage);
    return n == 0
        ? Optional.empty()
        : records.find(StoreLayout.pin(runId, stage, n), StagePin.class);
  }

  /** The pins that count, in the stages' order. */
  public Map<Stage, StagePin> pins(String runId) {
    Map<Stage, String> newest = new EnumMap<>(Stage.class);
    // keys are sorted, so the last one of a stage is its newest
    for (String key : objects.list(StoreLayout.pins(runId))) {
      Matcher matcher = PIN.matcher(key);
      if (matcher.matches()) {
        newest.put(Stage.ofWord(matcher.group(1)), key);
      }
    }
    Map<Stage, StagePin> pins = new EnumMap<>(Stage.class);
    newest.forEach(
        (stage, key) -> records.find(key, StagePin.class).ifPresent(pin -> pins.put(stage, pin)));
    return pins;
  }

  /** Replaces how the run stands. */
  public void writeOutcome(String runId, RunOutcome outcome) {
    records.put(StoreLayout.outcome(runId), outcome);
  }

  public Optional<RunOutcome> outcome(String runId) {
    return records.find(StoreLayout.outcome(runId), RunOutcome.class);
  }

  /**
   * Digest of all that is immutable in the run's record (head, inputs, pins), which names every
   * artifact by its digest.
   */
  public String recordSha256(String runId) {
    StringBuilder lines = new StringBuilder();
    for (String key : objects.list(StoreLayout.run(runId))) {
      boolean immutable =
          key.equals(StoreLayout.runHeader(runId))
              || key.equals(StoreLayout.runInputs(runId))
              || key.startsWith(StoreLayout.pins(runId));
      if (immutable) {
        objects
            .find(key)
            .ifPresent(
                bytes -> lines.append(key).append(' ').append(Json.sha256(bytes)).append('\n'));
      }
    }
    return Json.sha256(lines.toString());
  }

  private int newestPin(String runId, Stage stage) {
    int newest = 0;
    for (String key : objects.list(StoreLayout.pins(runId, stage))) {
      Matcher matcher = PIN.matcher(key);
      if (matcher.matches()) {
        newest = Math.max(newest, Integer.parseInt(matcher.group(2)));
      }
    }
    return newest;
  }
}
