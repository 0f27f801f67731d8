package org.gdposr.activities.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.storage.MemoryObjectStore;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.Test;

class RunRecordsTest {
  private final MemoryObjectStore objects = new MemoryObjectStore();
  private final RunRecords records = new RunRecords(objects);

  private static RunHeader header(String runId, long seed) {
    return new RunHeader(
        runId, "2026-01-01T00:00:00Z", TestConfigs.tiny(seed), Map.of("version", "0.1.0"));
  }

  private static StagePin pin(Stage stage, int generation) {
    return new StagePin(
        stage, "key", generation, "m", "o", StagePin.How.RAN, 1.5, "2026-01-01T00:00:00Z");
  }

  @Test
  void aRunIsCreatedOnce() {
    records.create(header("a", 1));
    records.create(header("a", 1));
    assertEquals(Optional.of(header("a", 1)), records.header("a"));
    String message =
        ExpectedFailure.message(FailureType.CONFIG, () -> records.create(header("a", 2)));
    assertTrue(message.startsWith("id: a (expected: "), message);
  }

  @Test
  void idsThatAreNoNamesAreRefused() {
    for (String id : List.of("", "../a", "a/b", ".a", "a b", "x".repeat(64))) {
      ExpectedFailure.message(FailureType.CONFIG, () -> records.create(header(id, 1)));
      assertEquals(Optional.empty(), records.header(id));
    }
    ExpectedFailure.message(FailureType.CONFIG, () -> records.require("unknown"));
  }

  @Test
  void runsAreListedById() {
    records.create(header("b", 1));
    records.create(header("a", 1));
    records.pin("a", pin(Stage.ARF, 1));
    assertEquals(List.of("a", "b"), records.runIds());
  }

  @Test
  void theLastPinOfAStageCounts() {
    assertEquals(Optional.empty(), records.pinOf("a", Stage.GDPO));
    records.pin("a", pin(Stage.GDPO, 1));
    records.pin("a", pin(Stage.GDPO, 2));
    records.pin("a", pin(Stage.ARF, 7));
    assertEquals(Optional.of(pin(Stage.GDPO, 2)), records.pinOf("a", Stage.GDPO));
    assertEquals(
        Map.of(Stage.ARF, pin(Stage.ARF, 7), Stage.GDPO, pin(Stage.GDPO, 2)), records.pins("a"));
  }

  @Test
  void theFirstInputsCount() {
    RunInputs first = RunInputs.of("s1");
    assertEquals(first, records.keepInputs("a", first));
    assertEquals(first, records.keepInputs("a", RunInputs.of("s2")));
    assertEquals(Optional.of(first), records.inputs("a"));
  }

  @Test
  void theDigestOfTheRecordCoversPinsAndNotTheOutcome() {
    records.create(header("a", 1));
    String before = records.recordSha256("a");
    records.writeOutcome("a", new RunOutcome(RunState.DONE, Optional.empty(), "now"));
    assertEquals(before, records.recordSha256("a"));
    records.pin("a", pin(Stage.GDPO, 1));
    assertNotEquals(before, records.recordSha256("a"));
  }

  @Test
  void outcomesAreReplaced() {
    assertEquals(Optional.empty(), records.outcome("a"));
    records.writeOutcome("a", new RunOutcome(RunState.RUNNING, Optional.empty(), "t1"));
    RunOutcome failed =
        new RunOutcome(
            RunState.FAILED,
            Optional.of(new RunOutcome.Error(FailureType.DATA, "arf", "x: broken", "mend it")),
            "t2");
    records.writeOutcome("a", failed);
    assertEquals(Optional.of(failed), records.outcome("a"));
  }
}
