package org.gdposr.activities.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MlflowRunTrackerTest {
  private final FakeMlflow mlflow = new FakeMlflow();
  private final TrackedStore store = new TrackedStore("quiet-otter", "");
  private final MlflowRunTracker tracker = new MlflowRunTracker(store.objects, mlflow.uri());

  @AfterEach
  void close() {
    mlflow.close();
  }

  @Test
  void aFinishedRunIsAParentWithANestedRunPerStage() {
    publishAll();

    Delivery delivery = tracker.deliver("quiet-otter");

    assertEquals(new Delivery(10, 0, ""), delivery);
    FakeMlflow.FakeRun parent = mlflow.run("quiet-otter");
    assertEquals("FINISHED", parent.status);
    assertEquals("quiet-otter", parent.tags.get("gdpo.run"));
    assertEquals("50".repeat(32), parent.tags.get("gdpo.source"));
    assertEquals("abc", parent.tags.get("gdpo.code.commit"));
    assertEquals(store.runs.recordSha256("quiet-otter"), parent.tags.get("gdpo.recordSha256"));
    assertEquals("gdpo-sr-test", parent.params.get("tracking.experiment"));
    FakeMlflow.FakeRun naosd = mlflow.run("naosd");
    assertEquals("FINISHED", naosd.status);
    assertEquals(mlflow.idOf("quiet-otter"), naosd.tags.get("mlflow.parentRunId"));
    assertEquals("false", naosd.tags.get("cached"));
    assertEquals("2", naosd.params.get("naosd.batch"));
    assertTrue(mlflow.tag("naosd", "artifacts").contains("\"naosd.bin\":\"objects/"));
    assertEquals(List.of("loss@1=1.001", "loss@2=1.002", "loss@3=1.003"), naosd.metrics);
  }

  @Test
  void theBenchmarksTableIsItsRunsMetrics() {
    publishAll();

    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals(
        List.of("held-out/base/psnr@0=24.5", "held-out/gdpo/psnr@0=25.0"),
        mlflow.run("benchmark").metrics);
  }

  @Test
  void filesAreAttachedToADeliveredRun(@TempDir Path folder) throws IOException {
    Path page = Files.writeString(folder.resolve("my report.html"), "<p>25 dB</p>");
    publishAll();
    assertEquals(
        mlflow.uri() + " does not have the run yet", tracker.attach("quiet-otter", List.of(page)));
    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals("", tracker.attach("quiet-otter", List.of(page)));
    assertEquals("", tracker.attach("quiet-otter", List.of(page)));

    assertEquals(
        "<p>25 dB</p>",
        mlflow.artifact("1/" + mlflow.idOf("quiet-otter") + "/artifacts/my report.html"));
  }

  @Test
  void aCachedStageIsTaggedAndHasNoMetrics() {
    store.publish(Stage.NAOSD, StagePin.How.CACHED, "naosd.bin", "n");
    store.segment(Stage.NAOSD, 1, 1, 3);

    assertEquals(new Delivery(3, 0, ""), tracker.deliver("quiet-otter"));

    assertEquals("true", mlflow.run("naosd").tags.get("cached"));
    assertTrue(mlflow.run("naosd").metrics.isEmpty());
  }

  @Test
  void aSecondDeliverySendsNothing() {
    publishAll();
    assertEquals(0, tracker.deliver("quiet-otter").queued());
    int batches = mlflow.batchSizes().size();

    assertEquals(new Delivery(0, 0, ""), tracker.deliver("quiet-otter"));

    assertEquals(batches, mlflow.batchSizes().size());
    assertEquals(new TrackingState(true, 10, 0), tracker.state("quiet-otter"));
  }

  @Test
  void aRunningStagesMetricsArriveBeforeItIsPublished() {
    store.publish(Stage.DEGRADATION, StagePin.How.RAN, "degradation.bin", "d");
    assertEquals(0, tracker.deliver("quiet-otter").queued());
    // nobody has claimed naosd
    assertEquals(2, mlflow.runs());
    store.begin(Stage.NAOSD);
    store.segment(Stage.NAOSD, 1, 1, 3);
    assertEquals(0, tracker.deliver("quiet-otter").queued());
    assertEquals("RUNNING", mlflow.run("naosd").status);
    assertEquals("RUNNING", mlflow.run("quiet-otter").status);

    store.segment(Stage.NAOSD, 1, 4, 5);
    store.publish(Stage.NAOSD, StagePin.How.RAN, "naosd.bin", "n");
    store.outcome(RunState.DONE);
    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals(5, mlflow.run("naosd").metrics.size());
    assertEquals("FINISHED", mlflow.run("naosd").status);
    assertEquals("FINISHED", mlflow.run("quiet-otter").status);
    assertEquals(3, mlflow.runs());
  }

  @Test
  void stepsComputedAgainAfterAResumeDoNotDouble() {
    store.begin(Stage.NAOSD);
    store.segment(Stage.NAOSD, 1, 1, 4);
    assertEquals(0, tracker.deliver("quiet-otter").queued());
    store.segment(Stage.NAOSD, 2, 3, 5);

    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals(
        List.of("loss@1=1.001", "loss@2=1.002", "loss@3=1.003", "loss@4=1.004", "loss@5=2.005"),
        mlflow.run("naosd").metrics);
  }

  @Test
  void aFailedRunAndItsStageHaveFailedAndAResumedOneRunsAgain() {
    store.begin(Stage.NAOSD);
    store.failed(Stage.NAOSD);
    assertEquals(0, tracker.deliver("quiet-otter").queued());
    assertEquals("FAILED", mlflow.run("naosd").status);
    assertEquals("FAILED", mlflow.run("quiet-otter").status);
    assertTrue(mlflow.tag("quiet-otter", "gdpo.error").contains("it ended"));

    store.outcome(RunState.RUNNING);
    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals("RUNNING", mlflow.run("naosd").status);
    assertEquals("RUNNING", mlflow.run("quiet-otter").status);
    assertEquals("", mlflow.tag("quiet-otter", "gdpo.error"));
  }

  @Test
  void batchesHoldAtMostAThousandMetrics() {
    store.begin(Stage.GDPO);
    store.segment(Stage.GDPO, 1, 1, 2500);

    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals(2500, mlflow.run("gdpo").metrics.size());
    assertEquals(
        List.of(1000, 1000, 500),
        mlflow.batchSizes().stream().filter(metrics -> metrics > 0).toList());
  }

  @Test
  void whereverAServerFailsTheNextDeliveryCompletesWithoutDoubles() {
    publishAll();
    int outages = 0;
    Delivery delivery;
    do {
      mlflow.failAfter(3 * outages++);
      delivery = tracker.deliver("quiet-otter");
    } while (delivery.queued() > 0);

    assertTrue(outages > 3, () -> "it failed too seldom");
    assertEquals(7, mlflow.runs());
    assertEquals(3, mlflow.run("naosd").metrics.size());
    assertEquals(2, mlflow.run("benchmark").metrics.size());
    assertEquals("FINISHED", mlflow.run("quiet-otter").status);
  }

  @Test
  void aLostIdIsFoundByItsTag() {
    publishAll();
    assertEquals(0, tracker.deliver("quiet-otter").queued());
    store.objects.map.keySet().removeIf(key -> key.startsWith(StoreLayout.tracking("quiet-otter")));

    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals(7, mlflow.runs());
    assertEquals(3, mlflow.run("naosd").metrics.size());
  }

  @Test
  void anAbsentServerLeavesEverythingQueuedWithinSeconds() throws IOException {
    publishAll();
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    RunTracker absent = new MlflowRunTracker(store.objects, "http://127.0.0.1:" + port);

    long start = System.nanoTime();
    Delivery delivery = absent.deliver("quiet-otter");

    assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
    assertEquals(0, delivery.delivered());
    assertEquals(10, delivery.queued());
    assertTrue(delivery.reason().contains("127.0.0.1:" + port), delivery::reason);
    assertEquals(new TrackingState(true, 0, 10), absent.state("quiet-otter"));
    assertEquals(Optional.empty(), absent.runUrl("quiet-otter"));
  }

  @Test
  void aServerThatNeverAnswersLeavesEverythingQueuedWithinSeconds() throws IOException {
    publishAll();
    // connections wait in its backlog
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      RunTracker hanging =
          new MlflowRunTracker(store.objects, "http://127.0.0.1:" + silent.getLocalPort());

      long start = System.nanoTime();
      Delivery delivery = hanging.deliver("quiet-otter");

      assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
      assertEquals(10, delivery.queued());
    }
  }

  @Test
  void withoutAServerRecordsWait() {
    publishAll();
    RunTracker none = new MlflowRunTracker(store.objects, "");

    Delivery delivery = none.deliver("quiet-otter");

    assertEquals(10, delivery.queued());
    assertTrue(delivery.reason().contains("tracking.uri"), delivery::reason);
    assertEquals(new TrackingState(false, 0, 10), none.state("quiet-otter"));
  }

  @Test
  void theConfigsServerComesBeforeTheEnvironments() {
    TrackedStore other = new TrackedStore("other", mlflow.uri() + "/");

    Delivery delivery = new MlflowRunTracker(other.objects, "http://127.0.0.1:1").deliver("other");

    assertEquals(new Delivery(1, 0, ""), delivery);
  }

  @Test
  void aStoreThatIsAwayIsAReasonNotAFailure() {
    RunTracker broken =
        new MlflowRunTracker(
            new ForwardingObjectStore(store.objects) {
              @Override
              public Optional<byte[]> find(String key) {
                throw new StageFailure(FailureType.INFRASTRUCTURE, "store: away");
              }
            },
            mlflow.uri());

    assertEquals("tracking: store: away", broken.deliver("quiet-otter").reason());
  }

  @Test
  void theRunsAddressIsKnownOnceItWasDelivered() {
    assertFalse(tracker.runUrl("quiet-otter").isPresent());
    assertEquals(0, tracker.deliver("quiet-otter").queued());

    assertEquals(
        mlflow.uri() + "/#/experiments/1/runs/" + mlflow.idOf("quiet-otter"),
        tracker.runUrl("quiet-otter").orElseThrow());
  }

  @Test
  void aDelivererTellsEachRunsDelivery() {
    try (TrackingDeliverer deliverer =
        new TrackingDeliverer(tracker, () -> List.of("quiet-otter"))) {
      assertEquals(Map.of("quiet-otter", new Delivery(1, 0, "")), deliverer.sync());
    }
  }

  /** Six stages, two segments and a table: ten records with the run's own. */
  private void publishAll() {
    for (Stage stage : Stage.values()) {
      if (stage != Stage.BENCHMARK) {
        store.publish(stage, StagePin.How.RAN, stage.word() + ".bin", stage.word());
      }
    }
    store.publish(
        Stage.BENCHMARK,
        StagePin.How.RAN,
        "benchmark/table.csv",
        "set,model,psnr\nheld-out,base,24.5\nheld-out,gdpo,25.0\n");
    store.segment(Stage.NAOSD, 1, 1, 2);
    store.segment(Stage.NAOSD, 1, 3, 3);
    store.outcome(RunState.DONE);
  }
}
