package org.gdposr.activities.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.activities.storage.StoreLayout;

/** Parameters and tags as text, in MLflow's limits. */
final class TrackingText {
  private static final int LONGEST_PARAMETER = 500;
  private static final int LONGEST_ARTIFACTS = 4900;

  private TrackingText() {}

  /** A record's leaves by their path: {@code gdpo.learningRate}. A list is one leaf. */
  static Map<String, String> leaves(Object value) {
    Map<String, String> leaves = new TreeMap<>();
    collect("", Json.MAPPER.valueToTree(value), leaves);
    return leaves;
  }

  /** Names and keys of a stage's files as JSON; as many as a tag holds. */
  static String artifacts(Manifest manifest) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("manifest", StoreLayout.manifest(manifest.stageKey(), manifest.generation()));
    // quotes, colon, comma and braces
    int length = 20 + keys.get("manifest").length();
    for (ArtifactFile file : manifest.files()) {
      String key = StoreLayout.object(file.sha256());
      length += file.name().length() + key.length() + 6;
      if (length > LONGEST_ARTIFACTS) {
        break;
      }
      keys.put(file.name(), key);
    }
    return new String(Json.write(keys), StandardCharsets.UTF_8);
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  collect(
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      entry.getValue(),
                      leaves));
    } else {
      leaves.put(path, shortened(node.isValueNode() ? node.asText() : node.toString()));
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_PARAMETER
        ? text
        : text.substring(0, LONGEST_PARAMETER - 1) + "…";
  }
}
