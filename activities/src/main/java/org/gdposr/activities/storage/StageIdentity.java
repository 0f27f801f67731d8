package org.gdposr.activities.storage;

import java.util.Map;
import org.gdposr.activities.payload.Json;
import org.gdposr.model.Stage;

/**
 * All that a stage's results depend on.
 *
 * @param stage the stage
 * @param revision {@link Stage#revision()}
 * @param sections {@link Stage#sections}, as plain JSON values
 * @param inputs digests by name: a stage's word → its manifest's {@link Manifest#outputSha256()},
 *     {@code source} → the source images' digest, {@code base} → the base weights' digest
 */
public record StageIdentity(
    Stage stage, int revision, Map<String, Object> sections, Map<String, String> inputs) {
  public StageIdentity {
    sections = Map.copyOf(sections);
    inputs = Map.copyOf(inputs);
  }

  /** SHA-256 of this record: equal keys mean equal bits. */
  public String stageKey() {
    return Json.sha256(this);
  }
}
