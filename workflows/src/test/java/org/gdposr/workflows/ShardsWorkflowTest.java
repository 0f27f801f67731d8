package org.gdposr.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.stream.IntStream;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShardsWorkflowTest {
  private final TestPipeline pipeline = new TestPipeline();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void neverMoreShardsRunThanTheWindowAllows() {
    ShardsResult result = run(new ShardsInput(tasks(9), 2, 100, 0, false));

    assertEquals(new ShardsResult(9, false), result);
    assertEquals(9, pipeline.stages.calls().size());
    assertTrue(pipeline.stages.mostRunning() <= 2, pipeline.stages.mostRunning() + " at once");
  }

  @Test
  void aLongListGoesOnInNewRunsThatForgetNothing() {
    pipeline.stages.reusesEarlierWork(Stage.ARF);

    ShardsResult result = run(new ShardsInput(tasks(7), 2, 3, 0, false));

    assertEquals(new ShardsResult(7, true), result);
    assertEquals(7, pipeline.stages.calls().stream().distinct().count());
    // the newest run of the chain made one shard only
    long scheduled =
        pipeline.history("shards").getEvents().stream()
            .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
            .count();
    assertEquals(1, scheduled);
    assertEquals(7, known().done());
  }

  @Test
  void theFirstFailureStopsTheOthersAndStartsNoMore() {
    pipeline.failing.fail("arf 00001-00002", FailureType.INTERNAL, 1);

    WorkflowFailedException failed =
        assertThrows(
            WorkflowFailedException.class, () -> run(new ShardsInput(tasks(50), 1, 100, 0, false)));

    ApplicationFailure cause = assertInstanceOf(ApplicationFailure.class, failed.getCause());
    assertEquals("INTERNAL", cause.getType());
    assertEquals(List.of("arf 00000-00001", "arf 00001-00002"), pipeline.stages.calls());
    assertEquals(1, known().done());
  }

  private ShardsResult run(ShardsInput input) {
    return pipeline
        .client()
        .newWorkflowStub(ShardsWorkflow.class, Pipelines.options("shards"))
        .run(input);
  }

  private ShardsWorkflow known() {
    return pipeline.client().newWorkflowStub(ShardsWorkflow.class, "shards");
  }

  static List<ShardTask> tasks(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ShardTask("r", Stage.ARF, "0123456789abcdef".repeat(4), 1, i, i + 1))
        .toList();
  }
}
