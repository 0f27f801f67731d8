package org.gdposr.activities.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.gdposr.activities.payload.Json;

/** For tests: configs of small runs. */
public final class TestConfigs {
  private TestConfigs() {}

  /** Five generated images of side 48, crops of 32, two held out. */
  public static RunConfig tiny(long seed) {
    return tiny(Map.of("seed", seed));
  }

  /** The same with some values replaced, by dotted key. */
  public static RunConfig tiny(Map<String, ?> values) {
    try (InputStream in =
        Objects.requireNonNull(TestConfigs.class.getResourceAsStream("/tiny-config.json"))) {
      JsonNode config = Json.MAPPER.readTree(in);
      values.forEach((key, value) -> set(config, key, value));
      return Json.MAPPER.treeToValue(config, RunConfig.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(JsonNode config, String key, Object value) {
    int dot = key.lastIndexOf('.');
    JsonNode parent = dot < 0 ? config : config.at("/" + key.substring(0, dot).replace('.', '/'));
    ((ObjectNode) parent).set(key.substring(dot + 1), Json.MAPPER.valueToTree(value));
  }
}
