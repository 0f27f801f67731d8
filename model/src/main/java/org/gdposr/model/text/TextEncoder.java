package org.gdposr.model.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.WeightFolder;

/**
 * Stable Diffusion's text encoder, transformers' CLIPTextModel: the last layer's tokens after the
 * final norm. Legend: N prompts, L token ids per prompt, D the tokens' width.
 *
 * <p>Parameters are frozen, belong to the manager given at the start and live as long as it does;
 * don't load an encoder inside an NDScope.
 */
public final class TextEncoder extends UnaryBlock {
  private static final String PREFIX = "text_model.";

  /** A buffer of the numbers 0 to 76 in files of older versions. */
  private static final String POSITION_IDS = PREFIX + "embeddings.position_ids";

  private final NDManager manager;
  private final TextEncoderConfig config;
  private final TokenEmbedding embedding;
  private final List<TextLayer> layers = new ArrayList<>();
  private final LayerNorm finalNorm;

  /** The structure alone, without values. */
  TextEncoder(NDManager manager, TextEncoderConfig config) {
    this.manager = manager;
    this.config = config;
    int width = config.hiddenSize();
    embedding =
        part(
            PREFIX + "embeddings",
            new TokenEmbedding(config.vocabSize(), config.maxPositionEmbeddings(), width));
    for (int i = 0; i < config.numHiddenLayers(); i++) {
      layers.add(part(PREFIX + "encoder.layers." + i, new TextLayer(config)));
    }
    finalNorm = part(PREFIX + "final_layer_norm", new LayerNorm(width, config.layerNormEps()));
  }

  /**
   * Reads a folder with config.json and tensors in any of transformers' layouts.
   *
   * @throws DataException for another kind of model, and one for all tensors that are missing,
   *     extra or of another shape
   */
  public static TextEncoder load(NDManager manager, Path folder) {
    TextEncoder encoder = new TextEncoder(manager, TextEncoderConfig.read(folder));
    encoder.load(WeightFolder.open(folder));
    return encoder;
  }

  /**
   * Whether {@link #load} would succeed; reads no values and needs no engine.
   *
   * @throws DataException as {@link #load}
   */
  public static void check(Path folder) {
    TextEncoder encoder =
        new TextEncoder(PassthroughNDManager.INSTANCE, TextEncoderConfig.read(folder));
    ParameterLoader.check(encoder.tensors(), WeightFolder.open(folder), TextEncoder::currentName);
  }

  void load(TensorSource source) {
    ParameterLoader.load(manager, tensors(), source, TextEncoder::currentName);
  }

  /** Newer versions of transformers write the names without the prefix. */
  private static Optional<String> currentName(String fileName) {
    String name = fileName.startsWith(PREFIX) ? fileName : PREFIX + fileName;
    return name.equals(POSITION_IDS) ? Optional.empty() : Optional.of(name);
  }

  public TextEncoderConfig config() {
    return config;
  }

  /**
   * Encodes prompts of equal length.
   *
   * @param ids (N,L), each in [0, vocabSize), L at most maxPositionEmbeddings
   * @return (N,L,D), attached to the encoder's manager
   */
  public NDArray forward(long[][] ids) {
    int length = ids.length == 0 ? 0 : ids[0].length;
    Check.that(
        length >= 1 && length <= config.maxPositionEmbeddings(),
        "ids",
        length + " per prompt",
        "1 to " + config.maxPositionEmbeddings());
    for (long[] prompt : ids) {
      Check.that(prompt.length == length, "ids", prompt.length + " per prompt", "equal lengths");
      for (long id : prompt) {
        Check.that(
            id >= 0 && id < config.vocabSize(), "id", id, "in [0, " + config.vocabSize() + ")");
      }
    }
    long[] flat = Arrays.stream(ids).flatMapToLong(Arrays::stream).toArray();
    try (NDArray array = manager.create(flat, new Shape(ids.length, length))) {
      return forward(array);
    }
  }

  /** As {@link #forward(long[][])} without its checks: ids (N,L), int64 → (N,L,D). */
  @Override
  public NDArray forward(NDArray ids) {
    NDArray h = embedding.forward(ids); // (N, L, D)
    for (TextLayer layer : layers) {
      try (NDArray before = h) {
        h = layer.forward(before); // (N, L, D)
      }
    }
    try (NDArray last = h) {
      return finalNorm.forward(last); // (N, L, D)
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0].add(config.hiddenSize())};
  }
}
