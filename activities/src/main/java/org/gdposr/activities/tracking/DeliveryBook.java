package org.gdposr.activities.tracking;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.JsonObjects;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StoreLayout;

/**
 * What one MLflow server has of one run: below {@code runs/<runId>/tracking/<server>/}, the ids of
 * its runs and one marker per delivered record.
 */
final class DeliveryBook {
  private final ObjectStore objects;
  private final JsonObjects json;
  private final String prefix;

  DeliveryBook(ObjectStore objects, String runId, String uri) {
    this.objects = objects;
    this.json = new JsonObjects(objects);
    // another server has other ids, and nothing of what this one has
    this.prefix = StoreLayout.tracking(runId) + Json.sha256(uri).substring(0, 12) + "/";
  }

  /**
   * One of MLflow's runs.
   *
   * @param experiment MLflow's id of its experiment
   * @param id MLflow's id of it
   */
  record MlflowRun(String experiment, String id) {}

  Set<String> delivered() {
    String markers = prefix + "delivered/";
    return objects.list(markers).stream()
        .map(key -> key.substring(markers.length()))
        .collect(Collectors.toUnmodifiableSet());
  }

  void mark(String item) {
    objects.put(prefix + "delivered/" + item, new byte[0]);
  }

  Optional<MlflowRun> run(String name) {
    return json.find(runKey(name), MlflowRun.class);
  }

  /**
   * Keeps an id once.
   *
   * @return the id that counts: the first that was kept
   */
  MlflowRun keep(String name, MlflowRun run) {
    return json.createOnce(runKey(name), run) ? run : run(name).orElse(run);
  }

  private String runKey(String name) {
    return prefix + "ids/" + name + ".json";
  }
}
