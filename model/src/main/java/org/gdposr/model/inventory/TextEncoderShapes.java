package org.gdposr.model.inventory;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.Faults;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.WeightFolder;

/** The tensors of transformers' CLIPTextModel, as its config.json asks for them. */
final class TextEncoderShapes {
  private static final String PREFIX = "text_model.";

  /** A buffer of the numbers 0 to 76 in files of older versions. */
  private static final String POSITION_IDS = "embeddings.position_ids";

  private TextEncoderShapes() {}

  /**
   * @throws DataException listing every missing, extra and mis-shaped tensor
   */
  static TensorSource check(Path folder) {
    TensorSource source = WeightFolder.open(folder);
    SortedMap<String, Shape> expected = of(SmallFiles.json(folder.resolve("config.json")), folder);
    List<String> faults = new ArrayList<>();
    source
        .shapes()
        .forEach(
            (fileName, shape) -> {
              String name =
                  fileName.startsWith(PREFIX) ? fileName.substring(PREFIX.length()) : fileName;
              Shape wanted = expected.remove(name);
              if (wanted == null && !name.equals(POSITION_IDS)) {
                faults.add(fileName + ": extra");
              } else if (wanted != null && !wanted.equals(shape)) {
                faults.add(fileName + ": " + shape + " (expected: " + wanted + ")");
              }
            });
    expected.keySet().forEach(name -> faults.add(PREFIX + name + ": missing"));
    if (!faults.isEmpty()) {
      throw new DataException(
          source.label()
              + ": tensors that do not fit the text encoder: "
              + Faults.joined(faults, "; "));
    }
    return source;
  }

  private static SortedMap<String, Shape> of(JsonObject config, Path folder) {
    long width = SmallFiles.integer(folder, config, "hidden_size");
    long inner = SmallFiles.integer(folder, config, "intermediate_size");
    TreeMap<String, Shape> shapes = new TreeMap<>();
    shapes.put(
        "embeddings.token_embedding.weight",
        new Shape(SmallFiles.integer(folder, config, "vocab_size"), width));
    shapes.put(
        "embeddings.position_embedding.weight",
        new Shape(SmallFiles.integer(folder, config, "max_position_embeddings"), width));
    long layers = SmallFiles.integer(folder, config, "num_hidden_layers");
    for (long i = 0; i < layers; i++) {
      String layer = "encoder.layers." + i + ".";
      for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        linear(shapes, layer + "self_attn." + projection, width, width);
      }
      linear(shapes, layer + "mlp.fc1", width, inner);
      linear(shapes, layer + "mlp.fc2", inner, width);
      norm(shapes, layer + "layer_norm1", width);
      norm(shapes, layer + "layer_norm2", width);
    }
    norm(shapes, "final_layer_norm", width);
    return shapes;
  }

  private static void linear(SortedMap<String, Shape> shapes, String name, long in, long out) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }

  private static void norm(SortedMap<String, Shape> shapes, String name, long width) {
    shapes.put(name + ".weight", new Shape(width));
    shapes.put(name + ".bias", new Shape(width));
  }
}
