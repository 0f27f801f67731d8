package org.gdposr.activities.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.jspecify.annotations.Nullable;

/** Records as JSON objects of a store. */
public final class JsonObjects {
  private final ObjectStore objects;

  public JsonObjects(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * @throws StageFailure of class DATA if the object is no such record
   */
  public <T> Optional<T> find(String key, Class<T> type) {
    return objects.find(key).map(bytes -> read(key, bytes, type));
  }

  /** An object of any shape; empty if there is none, a missing node if it is no JSON. */
  public Optional<JsonNode> tree(String key) {
    return objects
        .find(key)
        .map(
            bytes -> {
              try {
                return Json.MAPPER.readTree(bytes);
              } catch (IOException e) {
                return MissingNode.getInstance();
              }
            });
  }

  /** Writes the record, replacing any other. */
  public void put(String key, Object value) {
    objects.put(key, Json.write(value));
  }

  /** Writes the record unless the key exists; see {@link ObjectStore#createOnce}. */
  public boolean createOnce(String key, Object value) {
    return objects.createOnce(key, Json.write(value));
  }

  private static <T> T read(String key, byte[] bytes, Class<T> type) {
    try {
      return Json.read(bytes, type);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new StageFailure(
          FailureType.DATA,
          "store: " + key + " is no " + type.getSimpleName() + " (" + reason(e) + ")",
          e);
    }
  }

  private static @Nullable String reason(RuntimeException e) {
    // without the position, which takes lines
    return e.getCause() instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : e.getMessage();
  }
}
