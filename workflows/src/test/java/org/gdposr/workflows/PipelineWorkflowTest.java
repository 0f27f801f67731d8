package org.gdposr.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import io.temporal.internal.common.WorkflowExecutionHistory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PipelineWorkflowTest {
  private final TestPipeline pipeline = new TestPipeline();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void stagesFollowEachOtherAndAreEachBegunMadeAndPublishedOnce() {
    RunOutcome outcome = pipeline.run("quiet-otter");

    assertEquals(RunState.DONE, outcome.state());
    List<String> expected =
        Stream.of(
                Stream.of("plan"),
                Arrays.stream(Stage.values())
                    .flatMap(
                        stage -> Stream.of("begin " + stage.word(), "publish " + stage.word())),
                Stream.of("finish done"))
            .flatMap(calls -> calls)
            .toList();
    assertEquals(expected, pipeline.run.calls());
    assertEquals(
        Stream.concat(
                Arrays.stream(Stage.values()).map(stage -> stage.word() + " 00000-00001"),
                Stream.of("benchmark 00001-00002"))
            .toList(),
        pipeline.stages.calls());
    assertEquals(List.of(outcome), pipeline.run.outcomes());
  }

  @Test
  void cachedStagesAreNeitherMadeNorPublished() {
    pipeline.run.cache(Stage.DEGRADATION, Stage.NAOSD);

    assertEquals(RunState.DONE, pipeline.run("r").state());

    assertFalse(pipeline.stages.calls().contains("degradation 00000-00001"));
    assertFalse(pipeline.stages.calls().contains("naosd 00000-00001"));
    assertFalse(pipeline.run.calls().contains("publish naosd"));
    assertEquals(5, pipeline.stages.calls().size());
    assertEquals(
        List.of("cached", "cached", "ran", "ran", "ran", "ran"), states(pipeline.known("r")));
  }

  @Test
  void aStageThatReusedEarlierWorkIsResumed() {
    pipeline.stages.reusesEarlierWork(Stage.ROLLOUT);
    pipeline.stages.reusesEarlierWork(Stage.GDPO);

    assertEquals(RunState.DONE, pipeline.run("r").state());

    assertEquals(
        List.of("ran", "ran", "resumed", "ran", "resumed", "ran"), states(pipeline.known("r")));
  }

  @Test
  void everyShardIsMadeOnce() {
    pipeline.run.shards(8);

    assertEquals(RunState.DONE, pipeline.run("r").state());

    List<String> calls = pipeline.stages.calls();
    assertEquals(4 * 8 + 3, calls.size());
    assertEquals(calls.size(), calls.stream().distinct().count());
    assertEquals("benchmark 00008-00009", calls.get(calls.size() - 1));
  }

  @ParameterizedTest
  @EnumSource(names = {"OUT_OF_MEMORY", "STALLED", "CRASHED"})
  void aClassIsRetriedAsOftenAsItSays(FailureType type) {
    pipeline.failing.fail("naosd 00000-00001", type, type.retries());

    assertEquals(RunState.DONE, pipeline.run("r").state());
    assertEquals(
        1 + type.retries(), Collections.frequency(pipeline.stages.calls(), "naosd 00000-00001"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INFRASTRUCTURE", "PREEMPTED"},
      mode = EnumSource.Mode.EXCLUDE)
  void oneFailureMoreEndsTheRunWithItsClassStageAndNextStep(FailureType type) {
    pipeline.failing.fail("naosd 00000-00001", type, type.retries() + 1);

    RunOutcome outcome = pipeline.run("r");

    assertEquals(RunState.FAILED, outcome.state());
    assertEquals(
        new RunOutcome.Error(type, "naosd", "disk: /dev/sda is away", type.next()),
        outcome.error().orElseThrow());
    assertEquals(
        1 + type.retries(), Collections.frequency(pipeline.stages.calls(), "naosd 00000-00001"));
    assertEquals(List.of(outcome), pipeline.run.outcomes());
    assertEquals(
        List.of("ran", "failed", "pending", "pending", "pending", "pending"),
        states(pipeline.known("r")));
  }

  @Test
  void classesAreCountedEachByItself() {
    pipeline.failing.fail("gdpo 00000-00001", FailureType.CRASHED, 3);
    pipeline.failing.fail("gdpo 00000-00001", FailureType.STALLED, 2);
    pipeline.failing.fail("gdpo 00000-00001", FailureType.OUT_OF_MEMORY, 1);

    assertEquals(RunState.DONE, pipeline.run("r").state());
    assertEquals(7, Collections.frequency(pipeline.stages.calls(), "gdpo 00000-00001"));
  }

  @ParameterizedTest
  @EnumSource(names = {"INFRASTRUCTURE", "PREEMPTED"})
  void anAbsentServerAndAnEvictionAreNotCounted(FailureType type) {
    pipeline.run.shards(2);
    pipeline.failing.fail("rollout 00001-00002", type, 12);
    pipeline.failing.fail("naosd 00000-00001", type, 12);

    assertEquals(RunState.DONE, pipeline.run("r").state());
    assertEquals(13, Collections.frequency(pipeline.stages.calls(), "rollout 00001-00002"));
    assertEquals(1, Collections.frequency(pipeline.stages.calls(), "rollout 00000-00001"));
  }

  @Test
  void controlActivitiesWaitForTheirServer() {
    for (String activity : List.of("Plan", "Begin", "Publish", "Finish")) {
      pipeline.failing.fail(activity, FailureType.INFRASTRUCTURE, 3);
    }

    assertEquals(RunState.DONE, pipeline.run("r").state());
    assertEquals(1 + 12 + 1 + 4 * 3, pipeline.run.calls().size());
  }

  @Test
  void aConfigThatCannotBePlannedFailsBeforeAnyStage() {
    pipeline.failing.fail("Plan", FailureType.CONFIG, 1);

    RunOutcome outcome = pipeline.run("r");

    assertEquals(RunState.FAILED, outcome.state());
    assertEquals("", outcome.error().orElseThrow().stage());
    assertEquals(List.of("plan", "finish failed"), pipeline.run.calls());
  }

  @Test
  void aFailedShardStopsItsSiblingsAndTheRunNamesItsClass() {
    pipeline.run.shards(4);
    pipeline.stages.neverEnds(Stage.ROLLOUT);
    pipeline.failing.fail("rollout 00002-00003", FailureType.DISK_FULL, 1);

    RunOutcome outcome = pipeline.run("r");

    RunOutcome.Error error = outcome.error().orElseThrow();
    assertEquals(FailureType.DISK_FULL, error.type());
    assertEquals("rollout", error.stage());
    assertEquals("disk: /dev/sda is away", error.message());
    // a sibling that a worker has taken up saves its work; one still queued never starts
    assertTrue(pipeline.stages.saved().stream().allMatch(shard -> shard.startsWith("rollout ")));
    assertFalse(pipeline.run.calls().contains("publish rollout"));
  }

  @ParameterizedTest
  @EnumSource(names = {"NAOSD", "ARF"})
  void aCancelLetsShardsSaveAndIsWrittenAsTheOutcome(Stage stage) throws Exception {
    pipeline.run.shards(2);
    pipeline.stages.neverEnds(stage);
    WorkflowStub workflow = pipeline.start("r");
    pipeline.stages.awaitEndlessShard();

    workflow.cancel();
    assertTrue(Pipelines.await(pipeline.client(), "r").isEmpty());

    assertEquals(1, pipeline.run.outcomes().size());
    assertEquals(RunState.CANCELLED, pipeline.run.outcomes().get(0).state());
    assertTrue(pipeline.run.outcomes().get(0).error().isEmpty());
    assertFalse(pipeline.stages.saved().isEmpty());
    assertEquals("pending", states(pipeline.known("r")).get(stage.ordinal()));
  }

  @Test
  void aFinishedRunCanBeStartedAgainUnderItsId() {
    pipeline.failing.fail("naosd 00000-00001", FailureType.INTERNAL, 1);
    assertEquals(RunState.FAILED, pipeline.run("r").state());

    assertEquals(RunState.DONE, pipeline.run("r").state());
  }

  @Test
  void theStatusTellsAStagesShards() throws Exception {
    pipeline.run.shards(3);
    pipeline.stages.neverEnds(Stage.ARF);
    WorkflowStub workflow = pipeline.start("r");
    pipeline.stages.awaitEndlessShard();

    PipelineStatus status = Pipelines.status(pipeline.client(), "r");

    assertEquals(RunState.RUNNING, status.state());
    assertEquals(
        new StageStatus(Stage.ROLLOUT, StageState.RAN, 1_000, 2.5, 3, 3), status.stages().get(2));
    assertEquals(
        new StageStatus(Stage.ARF, StageState.RUNNING, 1_000, 0, 0, 3), status.stages().get(3));
    assertEquals(StageStatus.pending(Stage.GDPO), status.stages().get(4));
    workflow.cancel();
    assertTrue(Pipelines.await(pipeline.client(), "r").isEmpty());
  }

  @Test
  void historiesStaySmall() {
    pipeline.run.shards(8);

    assertEquals(RunState.DONE, pipeline.run("r").state());

    assertSmall(pipeline.history("r"));
    for (Stage stage : List.of(Stage.DEGRADATION, Stage.ROLLOUT, Stage.ARF)) {
      assertSmall(pipeline.shardsHistory("r", stage));
    }
  }

  private static void assertSmall(WorkflowExecutionHistory history) {
    assertTrue(history.getEvents().size() < 200, history.getEvents().size() + " events");
    history
        .getEvents()
        .forEach(
            event -> {
              // events carry at most one payload beside a few names
              if (event.getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED) {
                assertTrue(
                    event.getSerializedSize() < 4096,
                    event.getEventType() + ": " + event.getSerializedSize() + " bytes");
              }
            });
  }

  private static List<String> states(PipelineWorkflow workflow) {
    return workflow.status().stages().stream().map(stage -> stage.state().word()).toList();
  }
}
