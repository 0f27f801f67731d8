package org.gdposr.activities.tracking;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunOutcome;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.run.StagePin;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.Manifests;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StoreLayout;
import org.gdposr.activities.tracking.DeliveryBook.MlflowRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.tracking.MlflowClient;

/**
 * One delivery of one run to one server: a parent run, a nested run per begun stage, and what waits
 * for them. A record is marked after the server took it, so a crash repeats at most what MLflow
 * takes as the same.
 */
final class MlflowDelivery {
  private static final int METRICS_PER_BATCH = 1000;
  private static final int TEXTS_PER_BATCH = 100;

  private final MlflowClient client;
  private final DeliveryBook book;
  private final Outbox outbox;
  private final ObjectStore objects;
  private final TrackedRun run;
  private final Set<String> delivered;

  MlflowDelivery(
      MlflowClient client, DeliveryBook book, Outbox outbox, ObjectStore objects, TrackedRun run) {
    this.client = client;
    this.book = book;
    this.outbox = outbox;
    this.objects = objects;
    this.run = run;
    this.delivered = book.delivered();
  }

  void deliver() {
    String runId = run.header().runId();
    MlflowRuns runs = new MlflowRuns(client, book, run.header().config().tracking().experiment());
    MlflowRun parent = runs.parent(runId, Instant.parse(run.header().createdAt()).toEpochMilli());
    for (TrackedStage stage : run.stages()) {
      if (!delivered.containsAll(stage.items())) {
        MlflowRun nested =
            runs.nested(parent, runId, stage.stage().word(), stage.startedAtMillis());
        deliverStage(nested.id(), stage);
      }
    }
    // last, so that a run seen as finished is complete
    if (!delivered.contains(run.item())) {
      texts(parent.id(), TrackingText.leaves(run.header().config()), runTags());
      status(parent.id(), status(run.state()), run.outcome().map(RunOutcome::at));
      book.mark(run.item());
    }
  }

  private void deliverStage(String id, TrackedStage stage) {
    deliverMetrics(id, stage);
    stage
        .tableItem()
        .filter(item -> !delivered.contains(item))
        .ifPresent(
            item -> {
              metrics(id, table(stage));
              book.mark(item);
            });
    if (!delivered.contains(stage.item())) {
      Optional<Manifest> manifest = stage.pin().map(this::manifest);
      Map<String, String> parameters =
          manifest.map(m -> TrackingText.leaves(m.identity().sections())).orElse(Map.of());
      texts(id, parameters, stageTags(stage, manifest));
      status(id, status(stage), stage.pin().map(StagePin::at));
      book.mark(stage.item());
    }
  }

  private void deliverMetrics(String id, TrackedStage stage) {
    List<MetricSegment> there = new ArrayList<>();
    List<MetricSegment> pending = new ArrayList<>();
    List<String> items = new ArrayList<>();
    for (String key : stage.segments()) {
      boolean marked = delivered.contains(stage.item(key));
      (marked ? there : pending).add(outbox.segment(key));
      if (!marked) {
        items.add(stage.item(key));
      }
    }
    metrics(id, DeliveredMetrics.missing(there, pending));
    // not one by one: a value may stand for that of another segment
    items.forEach(book::mark);
  }

  private List<MetricValue> table(TrackedStage stage) {
    StagePin pin = stage.pin().orElseThrow();
    return manifest(pin).files().stream()
        .filter(file -> file.name().equals(ResultCsv.NAME))
        .flatMap(
            file ->
                objects
                    .find(StoreLayout.object(file.sha256()))
                    .filter(bytes -> Json.sha256(bytes).equals(file.sha256()))
                    .stream())
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .flatMap(text -> ResultCsv.values(text, Instant.parse(pin.at()).toEpochMilli()).stream())
        .toList();
  }

  private Map<String, String> runTags() {
    Map<String, String> tags = new TreeMap<>();
    tags.put("gdpo.configSha256", run.header().configSha256());
    tags.put("gdpo.recordSha256", run.recordSha256());
    tags.put("gdpo.seed", Long.toString(run.header().config().seed()));
    tags.put("gdpo.state", run.state().word());
    run.header().code().forEach((name, value) -> tags.put("gdpo.code." + name, value));
    run.inputs().ifPresent(inputs -> tags.put("gdpo.source", inputs.source()));
    run.inputs()
        .ifPresent(
            inputs ->
                inputs
                    .others()
                    .forEach((key, digest) -> tags.put("gdpo." + key.replace('/', '.'), digest)));
    // empty rather than absent: a resumed run forgets the error it had
    tags.put("gdpo.error", run.outcome().flatMap(RunOutcome::error).map(Json::pretty).orElse(""));
    return tags;
  }

  private static Map<String, String> stageTags(TrackedStage stage, Optional<Manifest> manifest) {
    Map<String, String> tags = new TreeMap<>();
    tags.put("gdpo.stageKey", stage.stageKey());
    tags.put("gdpo.generation", Integer.toString(stage.generation()));
    stage
        .pin()
        .ifPresent(
            pin -> {
              tags.put("cached", Boolean.toString(stage.cached()));
              tags.put("gdpo.outputSha256", pin.outputSha256());
              tags.put("gdpo.manifestSha256", pin.manifestSha256());
            });
    manifest.ifPresent(m -> tags.put("artifacts", TrackingText.artifacts(m)));
    return tags;
  }

  private Manifest manifest(StagePin pin) {
    return new Manifests(objects).load(pin.stageKey(), pin.generation());
  }

  private void metrics(String id, List<MetricValue> values) {
    List<Metric> metrics =
        values.stream()
            .map(
                value ->
                    Metric.newBuilder()
                        .setKey(value.name())
                        .setStep(value.step())
                        .setValue(value.value())
                        .setTimestamp(value.timestampMillis())
                        .build())
            .toList();
    for (List<Metric> batch : batches(metrics, METRICS_PER_BATCH)) {
      client.logBatch(id, batch, List.of(), List.of());
    }
  }

  private void texts(String id, Map<String, String> parameters, Map<String, String> tags) {
    List<Param> params =
        parameters.entrySet().stream()
            .map(e -> Param.newBuilder().setKey(e.getKey()).setValue(e.getValue()).build())
            .toList();
    for (List<Param> batch : batches(params, TEXTS_PER_BATCH)) {
      client.logBatch(id, List.of(), batch, List.of());
    }
    client.logBatch(
        id,
        List.of(),
        List.of(),
        tags.entrySet().stream().map(e -> MlflowRuns.tag(e.getKey(), e.getValue())).toList());
  }

  /** {@code runs/update} by hand: the client's own method ends a run whatever its status. */
  private void status(String id, RunStatus status, Optional<String> endedAt) {
    Map<String, Object> update = new TreeMap<>(Map.of("run_id", id, "status", status.name()));
    if (status != RunStatus.RUNNING) {
      endedAt.ifPresent(at -> update.put("end_time", Instant.parse(at).toEpochMilli()));
    }
    String unused =
        client.sendPost("runs/update", new String(Json.write(update), StandardCharsets.UTF_8));
  }

  private RunStatus status(TrackedStage stage) {
    boolean failedHere =
        run.outcome()
            .flatMap(RunOutcome::error)
            .filter(error -> error.stage().equals(stage.stage().word()))
            .isPresent();
    if (stage.pin().isPresent()) {
      return RunStatus.FINISHED;
    }
    return failedHere ? RunStatus.FAILED : status(run.state());
  }

  private static RunStatus status(RunState state) {
    return switch (state) {
      case RUNNING, PAUSED, WAITING -> RunStatus.RUNNING;
      case DONE -> RunStatus.FINISHED;
      case FAILED -> RunStatus.FAILED;
      case CANCELLED -> RunStatus.KILLED;
    };
  }

  private static <T> List<List<T>> batches(List<T> all, int size) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return batches;
  }
}
