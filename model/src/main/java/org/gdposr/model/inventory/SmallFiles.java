package org.gdposr.model.inventory;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.tagger.TagFiles;
import org.gdposr.model.weights.ConfigJson;
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

  /** What {@link org.gdposr.model.text.ClipTokenizer} reads, in either of transformers' layouts. */
  static List<TensorSource> tokenizer(Path folder) throws IOException {
    Path whole = folder.resolve("tokenizer.json");
    if (Files.isRegularFile(whole)) {
      ConfigJson.readFile(whole).object("model");
      return List.of();
    }
    int tokens = ConfigJson.readFile(folder.resolve("vocab.json")).json().size();
    Path merges = folder.resolve("merges.txt");
    if (tokens == 0 || !Files.isRegularFile(merges) || Files.size(merges) == 0) {
      throw new DataException(
          folder + ": " + tokens + " tokens (expected: tokens in vocab.json, pairs in merges.txt)");
    }
    return List.of();
  }

  static List<TensorSource> scheduler(Path folder) {
    Path file = folder.resolve("scheduler_config.json");
    JsonObject config = ConfigJson.readFile(file).json();
    for (Map.Entry<String, JsonPrimitive> e : SCHEDULE.entrySet()) {
      JsonElement found = config.get(e.getKey());
      // an absent prediction type is epsilon
      if (found != null && !found.equals(e.getValue())) {
        throw new DataException(
            file + ": " + e.getKey() + ": " + found + " (expected: " + e.getValue() + ")");
      }
    }
    return List.of();
  }

  static List<TensorSource> tags(Path file) {
    TagFiles.tags(folderOf(file));
    return List.of();
  }

  static List<TensorSource> thresholds(Path file) {
    Path folder = folderOf(file);
    int count = TagFiles.thresholds(folder).length;
    if (Files.isRegularFile(folder.resolve(TagFiles.TAGS))
        && TagFiles.tags(folder).size() != count) {
      throw new DataException(
          file
              + ": "
              + count
              + " lines (expected: "
              + TagFiles.tags(folder).size()
              + ", one per tag)");
    }
    return List.of();
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }
}
