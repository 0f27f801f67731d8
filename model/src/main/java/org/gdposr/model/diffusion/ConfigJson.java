package org.gdposr.model.diffusion;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gdposr.model.DataException;

/**
 * A network's config.json in diffusers' words.
 *
 * @param file for messages
 * @param json its content
 */
record ConfigJson(Path file, JsonObject json) {
  static final String NAME = "config.json";
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /**
   * @throws DataException if the folder has no usable config.json
   */
  static ConfigJson read(Path folder) {
    return readFile(folder.resolve(NAME));
  }

  /**
   * @throws DataException if it is no usable JSON file
   */
  static ConfigJson readFile(Path file) {
    try {
      return new ConfigJson(file, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (expected: a diffusers folder)", e);
    } catch (JsonParseException | IllegalStateException e) {
      throw new DataException(file + ": not a JSON object: " + e.getMessage(), e);
    }
  }

  /** Writes the settings sorted by key, without the nulls. */
  static void write(Path file, JsonObject settings) {
    JsonObject sorted = new JsonObject();
    new TreeMap<>(settings.asMap()).forEach(sorted::add);
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Files.writeString(file, PRETTY.toJson(sorted) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  int integer(String key) {
    return parsed(key, () -> required(key).getAsInt());
  }

  double number(String key, double ifAbsent) {
    return json.has(key) ? parsed(key, () -> required(key).getAsDouble()) : ifAbsent;
  }

  /** A list, or one number for {@code count} of it. */
  List<Integer> integers(String key, int count) {
    JsonElement value = required(key);
    return parsed(
        key,
        () ->
            value instanceof JsonArray
                ? integers(key)
                : Collections.nCopies(count, value.getAsInt()));
  }

  List<Integer> integers(String key) {
    return parsed(
        key,
        () -> required(key).getAsJsonArray().asList().stream().map(JsonElement::getAsInt).toList());
  }

  /** Builds a configuration record, whose own checks become faults of this file. */
  <T> T build(Supplier<T> config) {
    try {
      return config.get();
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Refuses settings that would need another structure than the one built here.
   *
   * @param settings what the built network would write, and nulls for what must not be set
   * @param defaults what diffusers assumes for an absent key, where that differs
   */
  void checkStructure(JsonObject settings, JsonObject defaults) {
    for (Map.Entry<String, JsonElement> e : settings.entrySet()) {
      String key = e.getKey();
      JsonElement assumed = defaults.has(key) ? defaults.get(key) : e.getValue();
      JsonElement found = json.has(key) ? json.get(key) : assumed;
      if (!found.equals(e.getValue())) {
        throw new DataException(
            file + ": " + key + ": " + found + " (expected: " + e.getValue() + ")");
      }
    }
  }

  private JsonElement required(String key) {
    JsonElement value = json.get(key);
    if (value == null || value.isJsonNull()) {
      throw new DataException(file + ": " + key + ": absent (expected: a value)");
    }
    return value;
  }

  private <T> T parsed(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
      throw new DataException(
          file + ": " + key + ": " + json.get(key) + " (expected: whole numbers)", e);
    }
  }
}
