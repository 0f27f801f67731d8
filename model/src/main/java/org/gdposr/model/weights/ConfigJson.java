package org.gdposr.model.weights;

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
import java.util.function.Function;
import java.util.function.Supplier;
import org.gdposr.model.DataException;

/**
 * The settings of a model folder in diffusers' and transformers' words: its config.json or another
 * file that holds one JSON object. What cannot be used is a {@link DataException} that names the
 * file and the key.
 *
 * @param file for messages
 * @param json its content
 */
public record ConfigJson(Path file, JsonObject json) {
  public static final String NAME = "config.json";
  private static final int MAX_SHOWN = 100;
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /**
   * @throws DataException if the folder has no usable config.json
   */
  public static ConfigJson read(Path folder) {
    return readFile(folder.resolve(NAME));
  }

  /**
   * @throws DataException if the file cannot be read or is no JSON object
   */
  public static ConfigJson readFile(Path file) {
    try {
      return new ConfigJson(file, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (IOException e) {
      throw new DataException(
          file + ": cannot be read (expected: a folder in diffusers' layout)", e);
    } catch (JsonParseException | IllegalStateException e) {
      // the parser's second line is a link
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new DataException(file + ": not a JSON object: " + reason, e);
    }
  }

  /** Writes the settings sorted by key, without the nulls. */
  public static void write(Path file, JsonObject settings) {
    JsonObject sorted = new JsonObject();
    new TreeMap<>(settings.asMap()).forEach(sorted::add);
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Files.writeString(file, PRETTY.toJson(sorted) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * A value of any kind.
   *
   * @param expected what it must be, for messages
   * @param parser throws what Gson throws for anything else
   */
  public <T> T value(String key, String expected, Function<JsonElement, T> parser) {
    JsonElement value = required(key);
    try {
      return parser.apply(value);
    } catch (IllegalStateException
        | UnsupportedOperationException
        | ClassCastException
        | NumberFormatException e) {
      throw new DataException(
          file + ": " + key + ": " + shown(value) + " (expected: " + expected + ")", e);
    }
  }

  /** An object inside this one; messages name its keys without this one's. */
  public ConfigJson object(String key) {
    return new ConfigJson(file, value(key, "an object", JsonElement::getAsJsonObject));
  }

  public String text(String key) {
    return value(key, "text", JsonElement::getAsString);
  }

  public int integer(String key) {
    return value(key, "a whole number", JsonElement::getAsInt);
  }

  public double number(String key, double ifAbsent) {
    return json.has(key) ? value(key, "a number", JsonElement::getAsDouble) : ifAbsent;
  }

  /** A list, or one number for {@code count} of it. */
  public List<Integer> integers(String key, int count) {
    return required(key) instanceof JsonArray
        ? integers(key)
        : Collections.nCopies(count, integer(key));
  }

  public List<Integer> integers(String key) {
    return value(
        key,
        "whole numbers",
        list -> list.getAsJsonArray().asList().stream().map(JsonElement::getAsInt).toList());
  }

  /** Builds a configuration record, whose own checks become faults of this file. */
  public <T> T build(Supplier<T> config) {
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
  public void checkStructure(JsonObject settings, JsonObject defaults) {
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

  private static String shown(JsonElement value) {
    String text = value.toString();
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
  }
}
