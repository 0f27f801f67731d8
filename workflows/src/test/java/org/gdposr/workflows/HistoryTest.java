package org.gdposr.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gdposr.activities.TaskQueues;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.run.RunState;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories of released workflows replay on today's code, so that a worker of a new version can
 * take over open runs.
 *
 * <p>A change that breaks them needs a branch by {@code Workflow.getVersion}, or a word in the
 * change log that open runs fail and are to be resumed. Then record the next version beside the old
 * one: raise {@link #VERSION}, list it below, and run
 *
 * <pre>mvn -o -pl workflows -am test -Dtest=HistoryTest -Dhistory.record=true \
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class HistoryTest {
  private static final String VERSION = "v2";

  @ParameterizedTest
  @ValueSource(strings = {"pipeline-v1", "shards-v1", "pipeline-v2", "shards-v2"})
  void aRecordedHistoryReplays(String name) throws Exception {
    replay(name, PipelineWorkflowImpl.class, ShardsWorkflowImpl.class);
  }

  @Test
  void anotherOrderOfTheStagesDoesNotReplay() {
    RuntimeException refusal =
        assertThrows(RuntimeException.class, () -> replay("pipeline-v2", ReorderedPipeline.class));

    assertEquals(
        true, String.valueOf(refusal.getMessage()).contains("TMPRL1100"), refusal::toString);
  }

  @Test
  @EnabledIfSystemProperty(named = "history.record", matches = "true")
  void record() throws IOException {
    try (TestPipeline pipeline = new TestPipeline()) {
      pipeline.run.shards(3);
      pipeline.run.cache(Stage.ARF);
      pipeline.failing.fail("naosd 00000-00001", FailureType.CRASHED, 1);
      pipeline.failing.fail("rollout 00001-00002", FailureType.PREEMPTED, 1);
      assertEquals(RunState.DONE, pipeline.run("recorded").state());
      write("pipeline", pipeline.history("recorded").toJson(true));
      write("shards", pipeline.shardsHistory("recorded", Stage.ROLLOUT).toJson(true));
    }
  }

  private static void write(String name, String json) throws IOException {
    Path folder = Files.createDirectories(Path.of("src/test/resources/history"));
    Files.writeString(folder.resolve(name + "-" + VERSION + ".json"), json);
  }

  private static void replay(String name, Class<?>... workflows) throws Exception {
    try (TestWorkflowEnvironment temporal = TestPipeline.environment()) {
      Worker worker = temporal.newWorker(TaskQueues.CONTROL);
      worker.registerWorkflowImplementationTypes(workflows);
      WorkflowReplayer.replayWorkflowExecutionFromResource("history/" + name + ".json", worker);
    }
  }
}
