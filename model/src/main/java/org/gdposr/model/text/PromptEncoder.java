package org.gdposr.model.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gdposr.model.DataException;
import org.gdposr.model.torch.Torch;

/**
 * Prompts as the UNet's context, by the tokenizer and the text encoder of a model folder. The
 * values of the latest prompts are kept outside the engine, so that a prompt is encoded once.
 *
 * <p>For one thread at a time. The tokenizer is freed by {@link #close}; the encoder's parameters
 * live as long as the manager given at the start.
 */
public final class PromptEncoder implements AutoCloseable {
  private static final String TOKENIZER = "tokenizer";
  private static final String TEXT_ENCODER = "text_encoder";
  private static final int MAX_KEPT = 32;

  private final NDManager manager;
  private final ClipTokenizer tokenizer;
  private final TextEncoder encoder;

  /** Values (L·D) by prompt, the least recently used first. */
  private final Map<String, float[]> kept = new LinkedHashMap<>(MAX_KEPT, 0.75f, true);

  private PromptEncoder(NDManager manager, ClipTokenizer tokenizer, TextEncoder encoder) {
    this.manager = manager;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
  }

  /** Whether a model folder has the folders that {@link #load} reads. */
  public static boolean isIn(Path modelFolder) {
    return Files.isDirectory(modelFolder.resolve(TOKENIZER))
        && Files.isDirectory(modelFolder.resolve(TEXT_ENCODER));
  }

  /**
   * Reads tokenizer/ and text_encoder/ of a model folder.
   *
   * @throws DataException naming the file that is missing or cannot be used, or when the two do not
   *     fit together
   */
  public static PromptEncoder load(NDManager manager, Path modelFolder) {
    ClipTokenizer tokenizer = ClipTokenizer.load(modelFolder.resolve(TOKENIZER));
    try {
      Path folder = modelFolder.resolve(TEXT_ENCODER);
      checkFit(modelFolder, tokenizer, TextEncoderConfig.read(folder));
      return new PromptEncoder(manager, tokenizer, TextEncoder.load(manager, folder));
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * The encoded prompt.
   *
   * @return (1,L,D), L the tokenizer's length (77), D the encoder's width; attached to the
   *     encoder's manager, the caller's to close
   */
  public NDArray context(String prompt) {
    float[] values = kept.get(prompt);
    if (values == null) {
      values = encode(prompt);
      kept.put(prompt, values);
      if (kept.size() > MAX_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return Torch.tensor(
        manager, values, new Shape(1, tokenizer.length(), encoder.config().hiddenSize()));
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private float[] encode(String prompt) {
    try (NDArray hidden = encoder.forward(new long[][] {tokenizer.ids(prompt)})) { // (1, L, D)
      return hidden.toFloatArray();
    }
  }

  private static void checkFit(
      Path modelFolder, ClipTokenizer tokenizer, TextEncoderConfig config) {
    if (tokenizer.length() > config.maxPositionEmbeddings()
        || tokenizer.vocabularySize() > config.vocabSize()) {
      throw new DataException(
          modelFolder
              + ": the tokenizer gives "
              + tokenizer.length()
              + " ids below "
              + tokenizer.vocabularySize()
              + " (expected: at most the text encoder's "
              + config.maxPositionEmbeddings()
              + " positions and "
              + config.vocabSize()
              + " tokens)");
    }
  }
}
