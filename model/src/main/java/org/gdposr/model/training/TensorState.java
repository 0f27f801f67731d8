package org.gdposr.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.Safetensors;

/**
 * What a training loop needs to go on: named tensors and named whole numbers, in one folder of
 * {@code state.safetensors} and {@code state.json}. The JSON is written last: a folder without it
 * is not a state.
 */
public final class TensorState {
  private static final String TENSORS = "state.safetensors";
  private static final String NUMBERS = "state.json";

  private final SortedMap<String, NDArray> tensors;
  private final SortedMap<String, Long> numbers;

  private TensorState(SortedMap<String, NDArray> tensors, SortedMap<String, Long> numbers) {
    this.tensors = Collections.unmodifiableSortedMap(tensors);
    this.numbers = Collections.unmodifiableSortedMap(numbers);
  }

  /** Writes both files; the same values give the same bytes. */
  public static void save(Path folder, Map<String, NDArray> tensors, Map<String, Long> numbers) {
    JsonObject json = new JsonObject();
    new TreeMap<>(numbers).forEach(json::addProperty);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(NUMBERS));
      Safetensors.write(folder.resolve(TENSORS), tensors, Map.of());
      Files.writeString(folder.resolve(NUMBERS), json + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder, e);
    }
  }

  /**
   * Reads a state; its tensors are copies, attached to {@code manager}.
   *
   * @throws DataException naming the file when one is missing or damaged
   */
  public static TensorState load(NDManager manager, Path folder) {
    SortedMap<String, Long> numbers = numbers(folder.resolve(NUMBERS));
    SortedMap<String, NDArray> copies = new TreeMap<>();
    try (NDManager views = manager.newSubManager()) {
      Safetensors.read(views, folder.resolve(TENSORS))
          .forEach(
              (name, view) -> {
                NDArray copy = view.duplicate();
                copy.attach(manager);
                copies.put(name, copy);
              });
    }
    return new TensorState(copies, numbers);
  }

  /** By name, in order. */
  public SortedMap<String, NDArray> tensors() {
    return tensors;
  }

  /** By name, in order. */
  public SortedMap<String, Long> numbers() {
    return numbers;
  }

  private static SortedMap<String, Long> numbers(Path file) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    try {
      for (Map.Entry<String, JsonElement> e :
          JsonParser.parseString(Files.readString(file)).getAsJsonObject().entrySet()) {
        numbers.put(e.getKey(), e.getValue().getAsLong());
      }
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (expected: a saved state)", e);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw new DataException(file + ": not an object of whole numbers: " + e.getMessage(), e);
    }
    return numbers;
  }
}
