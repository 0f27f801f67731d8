package org.gdposr.activities.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.model.Stage;

/**
 * A stage of a run as it is tracked.
 *
 * @param stage the stage
 * @param stageKey its stage key
 * @param generation its generation
 * @param startedAtMillis epoch milliseconds of its begin in this run
 * @param run how its run stands
 * @param pin its result, if it is published
 * @param segments keys of its metric segments in the order in which they were published; none for a
 *     cached stage, whose metrics belong to the run that made it
 */
record TrackedStage(
    Stage stage,
    String stageKey,
    int generation,
    long startedAtMillis,
    RunState run,
    Optional<StagePin> pin,
    List<String> segments) {
  TrackedStage {
    segments = List.copyOf(segments);
  }

  boolean cached() {
    return pin.map(StagePin::how).equals(Optional.of(StagePin.How.CACHED));
  }

  /** Name of this record in its present state. */
  String item() {
    String digest = Json.sha256(List.of(stageKey, generation, pin, pin.isPresent() ? "" : run));
    return "stage-" + stage.word() + "-" + digest.substring(0, 12);
  }

  /** Name of a segment's record. */
  String item(String segment) {
    String file = segment.substring(segment.lastIndexOf('/') + 1);
    return "metrics-" + stage.word() + "-" + generation + "-" + file.replace(".json", "");
  }

  /** Name of the result table's record, for the stage that made one. */
  Optional<String> tableItem() {
    boolean made = stage == Stage.BENCHMARK && pin.isPresent() && !cached();
    return made ? Optional.of("table-" + generation) : Optional.empty();
  }

  List<String> items() {
    List<String> items = new ArrayList<>();
    items.add(item());
    segments.forEach(segment -> items.add(item(segment)));
    tableItem().ifPresent(items::add);
    return items;
  }
}
