package org.gdposr.activities.tracking;

import java.util.List;
import java.util.Optional;
import org.gdposr.activities.tracking.DeliveryBook.MlflowRun;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;

/**
 * Finds MLflow's runs or creates them. Whatever crashes or races, one of each is used: it is found
 * by tag before it is created, and the store keeps the first id.
 */
final class MlflowRuns {
  static final String RUN_TAG = "gdpo.run";
  static final String STAGE_TAG = "gdpo.stage";
  static final String PARENT_TAG = "mlflow.parentRunId";

  /** The stage tag's value of a run as a whole. */
  static final String PIPELINE = "pipeline";

  private final MlflowClient client;
  private final DeliveryBook book;
  private final String experimentName;

  MlflowRuns(MlflowClient client, DeliveryBook book, String experimentName) {
    this.client = client;
    this.book = book;
    this.experimentName = experimentName;
  }

  /** MLflow's run of a whole run. */
  MlflowRun parent(String runId, long startedAtMillis) {
    Optional<MlflowRun> known = book.run(PIPELINE);
    return known.isPresent()
        ? known.get()
        : findOrCreate(experiment(), runId, PIPELINE, request(runId, startedAtMillis));
  }

  /** MLflow's nested run of a stage. */
  MlflowRun nested(MlflowRun parent, String runId, String stage, long startedAtMillis) {
    Optional<MlflowRun> known = book.run(stage);
    return known.isPresent()
        ? known.get()
        : findOrCreate(
            parent.experiment(),
            runId,
            stage,
            request(stage, startedAtMillis).addTags(tag(PARENT_TAG, parent.id())));
  }

  static RunTag tag(String key, String value) {
    return RunTag.newBuilder().setKey(key).setValue(value).build();
  }

  private static CreateRun.Builder request(String name, long startedAtMillis) {
    return CreateRun.newBuilder().setRunName(name).setStartTime(startedAtMillis);
  }

  private MlflowRun findOrCreate(
      String experiment, String runId, String stage, CreateRun.Builder request) {
    String filter =
        "tags.`%s` = '%s' and tags.`%s` = '%s'".formatted(RUN_TAG, runId, STAGE_TAG, stage);
    List<Run> found =
        client
            .searchRuns(
                List.of(experiment),
                filter,
                ViewType.ACTIVE_ONLY,
                1,
                List.of("attributes.start_time ASC"))
            .getItems();
    if (!found.isEmpty()) {
      return book.keep(stage, new MlflowRun(experiment, found.get(0).getInfo().getRunId()));
    }
    request.setExperimentId(experiment).addTags(tag(RUN_TAG, runId)).addTags(tag(STAGE_TAG, stage));
    MlflowRun created = new MlflowRun(experiment, client.createRun(request.build()).getRunId());
    MlflowRun kept = book.keep(stage, created);
    if (!kept.equals(created)) {
      // another deliverer was faster
      client.deleteRun(created.id());
    }
    return kept;
  }

  private String experiment() {
    Optional<String> found = findExperiment();
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return client.createExperiment(experimentName);
    } catch (MlflowClientException refused) {
      // perhaps another deliverer created it meanwhile
      return findExperiment().orElseThrow(() -> refused);
    }
  }

  /** By a search: the client retries and logs the 404 that a question by name gets. */
  private Optional<String> findExperiment() {
    char quote = experimentName.indexOf('\'') < 0 ? '\'' : '"';
    return client.searchExperiments("name = " + quote + experimentName + quote).getItems().stream()
        .map(Experiment::getExperimentId)
        .findFirst();
  }
}
