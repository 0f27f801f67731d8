package org.gdposr.activities.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunInputs;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;

/**
 * A run as it is tracked.
 *
 * @param header head of its record
 * @param inputs what it reads from outside the store, once known
 * @param outcome how it stands, once it started
 * @param recordSha256 digest of its record
 * @param stages its begun stages in order
 */
record TrackedRun(
    RunHeader header,
    Optional<RunInputs> inputs,
    Optional<RunOutcome> outcome,
    String recordSha256,
    List<TrackedStage> stages) {
  TrackedRun {
    stages = List.copyOf(stages);
  }

  RunState state() {
    return outcome.map(RunOutcome::state).orElse(RunState.RUNNING);
  }

  /** Name of this record in its present state. */
  String item() {
    return "run-" + Json.sha256(List.of(state(), recordSha256)).substring(0, 12);
  }

  /** Names of all records, this one first. */
  List<String> items() {
    List<String> items = new ArrayList<>();
    items.add(item());
    stages.forEach(stage -> items.addAll(stage.items()));
    return items;
  }
}
