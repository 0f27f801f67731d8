package org.gdposr.model.inventory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.TensorSource;

/** The parts of a folder of weights that hold no tensors. */
final class SmallFiles {
  /** Stable Diffusion's noise schedule, the only one that is built in. */
  private static final Map<String, JsonPrimitive> SCHEDULE =
      new TreeMap<>(
          Map.of(
              "beta_end", new JsonPrimitive(0.012),
              "beta_schedule", new JsonPrimitive("scaled_linear"),
              "beta_start", new JsonPrimitive(0.00085),
              "num_train_timesteps", new JsonPrimitive(1000),
              "prediction_type", new JsonPrimitive("epsilon")));

  private SmallFiles() {}

  static TensorSource tokenizer(Path folder) throws IOException {
    int tokens = json(folder.resolve("vocab.json")).size();
    Path merges = folder.resolve("merges.txt");
    if (tokens == 0 || !Files.isRegularFile(merges) || Files.size(merges) == 0) {
      throw new DataException(
          folder + ": " + tokens + " tokens (expected: tokens in vocab.json, pairs in merges.txt)");
    }
    return noTensors(folder);
  }

  static TensorSource scheduler(Path folder) {
    Path file = folder.resolve("scheduler_config.json");
    JsonObject config = json(file);
    for (Map.Entry<String, JsonPrimitive> e : SCHEDULE.entrySet()) {
      JsonElement found = config.get(e.getKey());
      // an absent prediction type is epsilon
      if (found != null && !found.equals(e.getValue())) {
        throw new DataException(
            file + ": " + e.getKey() + ": " + found + " (expected: " + e.getValue() + ")");
      }
    }
    return noTensors(folder);
  }

  static TensorSource tags(Path file) throws IOException {
    lines(file);
    return noTensors(file);
  }

  static TensorSource thresholds(Path file) throws IOException {
    int number = 0;
    for (String line : lines(file)) {
      number++;
      try {
        double value = Double.parseDouble(line.strip());
        if (value >= 0 && value <= 1) {
          continue;
        }
      } catch (NumberFormatException e) {
        // told below, with its line
      }
      throw new DataException(file + ": line " + number + ": " + line + " (expected: in 0..1)");
    }
    Path tags = file.resolveSibling("ram_tag_list.txt");
    if (Files.isRegularFile(tags) && lines(tags).size() != number) {
      throw new DataException(
          file + ": " + number + " lines (expected: " + lines(tags).size() + ", one per tag)");
    }
    return noTensors(file);
  }

  /**
   * @throws DataException if it is no file with a JSON object
   */
  static JsonObject json(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (expected: a JSON file)", e);
    } catch (JsonParseException | IllegalStateException e) {
      throw new DataException(file + ": not a JSON object: " + e.getMessage(), e);
    }
  }

  /**
   * @throws DataException if the config lacks the key or has no whole number there
   */
  static long integer(Path folder, JsonObject config, String key) {
    JsonElement value = config.get(key);
    try {
      if (value != null) {
        return value.getAsLong();
      }
    } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
      // told below
    }
    throw new DataException(
        folder.resolve("config.json") + ": " + key + ": " + value + " (expected: a whole number)");
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    if (lines.isEmpty()) {
      throw new DataException(file + ": empty (expected: a line per tag)");
    }
    return lines;
  }

  private static TensorSource noTensors(Path path) {
    return new TensorSource() {
      @Override
      public String label() {
        return path.toString();
      }

      @Override
      public SortedMap<String, Shape> shapes() {
        return new TreeMap<>();
      }

      @Override
      public NDArray load(NDManager manager, String name) {
        throw new IllegalArgumentException(name + ": no such tensor");
      }
    };
  }
}
