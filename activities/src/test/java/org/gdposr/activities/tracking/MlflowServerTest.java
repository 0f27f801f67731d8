package org.gdposr.activities.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;

/** Against the MLflow server that MLFLOW_TRACKING_URI names. */
@Tag("servers")
class MlflowServerTest {
  private final String uri =
      Objects.requireNonNull(
          System.getenv("MLFLOW_TRACKING_URI"), "MLFLOW_TRACKING_URI names no server");
  private final String runId = "run-" + UUID.randomUUID();
  private final TrackedStore store = new TrackedStore(runId, "");
  private final MlflowRunTracker tracker = new MlflowRunTracker(store.objects, uri);

  @Test
  void aServerHoldsTheRunItsStagesAndEachValueOnce() {
    store.publish(Stage.DEGRADATION, StagePin.How.CACHED, "degradation.bin", "d");
    store.begin(Stage.NAOSD);
    store.segment(Stage.NAOSD, 1, 1, 1500);
    assertEquals(new Delivery(4, 0, ""), tracker.deliver(runId));
    store.segment(Stage.NAOSD, 2, 1401, 1600);
    store.publish(Stage.NAOSD, StagePin.How.RESUMED, "naosd.bin", "n");
    store.publish(
        Stage.BENCHMARK,
        StagePin.How.RAN,
        "benchmark/table.csv",
        "set,model,psnr,maniqa-koniq\nheld-out,base,24.5,0.25\nheld-out,gdpo,25.0,0.5\n");
    store.outcome(RunState.DONE);
    assertEquals(0, tracker.deliver(runId).queued());
    assertEquals(new Delivery(0, 0, ""), tracker.deliver(runId));

    try (MlflowClient client = new MlflowClient(uri)) {
      assertEquals(7, runs(client).size());
      assertEquals(RunStatus.FINISHED, run(client, "pipeline").getInfo().getStatus());
      assertEquals(runId, run(client, "pipeline").getInfo().getRunName());
      assertTrue(run(client, "pipeline").getData().getParamsCount() > 50);
      assertEquals("true", tags(run(client, "degradation")).get("cached"));
      assertEquals(RunStatus.FINISHED, run(client, "naosd").getInfo().getStatus());
      assertEquals(
          run(client, "pipeline").getInfo().getRunId(),
          tags(run(client, "naosd")).get("mlflow.parentRunId"));
      List<Metric> losses =
          client.getMetricHistory(run(client, "naosd").getInfo().getRunId(), "loss");
      assertEquals(1600, losses.size());
      assertEquals(1600, losses.stream().map(Metric::getStep).distinct().count());
      assertEquals(4, run(client, "benchmark").getData().getMetricsCount());
      assertTrue(
          tracker
              .runUrl(runId)
              .orElseThrow()
              .contains(run(client, "pipeline").getInfo().getRunId()));
    }
  }

  @Test
  void aRunsReportIsAmongItsArtifacts(@TempDir Path folder) throws Exception {
    Path page = Files.writeString(folder.resolve("report.html"), "<p>25 dB</p>");
    store.outcome(RunState.DONE);
    assertEquals(0, tracker.deliver(runId).queued());

    assertEquals("", tracker.attach(runId, List.of(page)));

    try (MlflowClient client = new MlflowClient(uri)) {
      String id = run(client, "pipeline").getInfo().getRunId();
      HttpRequest list =
          HttpRequest.newBuilder(URI.create(uri + "/api/2.0/mlflow/artifacts/list?run_id=" + id))
              .build();
      String found =
          HttpClient.newHttpClient().send(list, HttpResponse.BodyHandlers.ofString()).body();
      assertTrue(found.contains("\"path\": \"report.html\""), found);
    }
  }

  @Test
  void aResumedRunIsShownAsRunningAgain() {
    store.begin(Stage.GDPO);
    store.failed(Stage.GDPO);
    assertEquals(0, tracker.deliver(runId).queued());
    try (MlflowClient client = new MlflowClient(uri)) {
      assertEquals(RunStatus.FAILED, run(client, "gdpo").getInfo().getStatus());
      store.outcome(RunState.RUNNING);
      assertEquals(0, tracker.deliver(runId).queued());
      assertEquals(RunStatus.RUNNING, run(client, "gdpo").getInfo().getStatus());
      assertEquals(RunStatus.RUNNING, run(client, "pipeline").getInfo().getStatus());
    }
  }

  private Run run(MlflowClient client, String stage) {
    return Objects.requireNonNull(runs(client).get(stage), stage);
  }

  private Map<String, Run> runs(MlflowClient client) {
    String experiment = client.getExperimentByName("gdpo-sr-test").orElseThrow().getExperimentId();
    Map<String, Run> runs = new TreeMap<>();
    client
        .searchRuns(
            List.of(experiment), "tags.`gdpo.run` = '" + runId + "'", ViewType.ACTIVE_ONLY, 100)
        .getItems()
        .forEach(run -> runs.put(tags(run).getOrDefault("gdpo.stage", ""), run));
    return runs;
  }

  private static Map<String, String> tags(Run run) {
    Map<String, String> tags = new TreeMap<>();
    run.getData().getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }
}
