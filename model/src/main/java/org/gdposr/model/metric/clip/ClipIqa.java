package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.Check;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * CLIP-IQA (Wang et al. 2023, "Exploring CLIP for Assessing the Look and Feel of Images") as
 * pyiqa's {@code clipiqa}: CLIP's RN50 without position embedding sees the image in its own size;
 * the score is the mean over five pairs of antonyms, such as "Good image" and "bad image", of the
 * probability that the first one fits. From 0 to 1, higher is better. The features of the texts are
 * computed once, and the text side is then dropped.
 */
public final class ClipIqa {
  /** OpenAI's file, a TorchScript archive. */
  public static final String FILE = "RN50.pt";

  private static final String VISUAL = "visual.";

  private static final int START = 49406;
  private static final int END = 49407;

  /** The antonyms' ids without start and end, as openai-clip's {@code tokenize} gives them. */
  private static final List<int[]> ANTONYMS =
      List.of(
          new int[] {886, 2867}, // Good image
          new int[] {2103, 2867}, // bad image
          new int[] {8157, 2867}, // Sharp image
          new int[] {21977, 2867}, // blurry image
          new int[] {8157, 20938}, // sharp edges
          new int[] {21977, 20938}, // blurry edges
          new int[] {1400, 9977, 2867}, // High resolution image
          new int[] {1042, 9977, 2867}, // low resolution image
          new int[] {9307, 268, 1139, 2867}, // Noise-free image
          new int[] {33495, 2867}); // noisy image

  private final Normalisation normalisation;
  private final ModifiedResNet images;
  private final NDArray texts;
  private final NDArray scale;

  private ClipIqa(NDManager manager, ModifiedResNet images, NDArray texts, NDArray scale) {
    normalisation = new Normalisation(manager);
    this.images = images;
    this.texts = texts;
    this.scale = scale;
  }

  /**
   * The metric with the weights of a folder's {@link #FILE}.
   *
   * @param manager owns the weights; don't call this inside an NDScope
   * @throws org.gdposr.model.DataException naming the file when it is missing or doesn't fit
   */
  public static ClipIqa load(NDManager manager, Path weightsFolder) {
    return of(manager, TorchFile.open(weightsFolder.resolve(FILE)).stateDict());
  }

  /**
   * The metric with weights under OpenAI's names, which are rounded to half precision as in its
   * code.
   *
   * @param manager owns the weights; don't call this inside an NDScope
   * @throws org.gdposr.model.DataException listing every missing, extra and mis-shaped tensor
   */
  public static ClipIqa of(NDManager manager, TensorSource rn50) {
    return of(manager, ClipConfig.rn50(), rn50);
  }

  static ClipIqa of(NDManager manager, ClipConfig config, TensorSource source) {
    TensorSource weights = new HalfPrecision(source);
    ModifiedResNet images = new ModifiedResNet(config);
    TextTower tower = new TextTower(config);
    ParameterLoader.check(tower.tensors(), weights, ClipIqa::textName);
    ParameterLoader.load(manager, images.tensors(), weights, ClipIqa::visualName);
    try (NDManager passing = manager.newSubManager()) {
      ParameterLoader.load(passing, tower.tensors(), weights, ClipIqa::textName);
      NDArray ids = passing.create(ids(), new Shape(ANTONYMS.size(), ClipConfig.TEXT_LENGTH));
      NDArray texts = tower.forward(ids); // (2·P, E)
      NDArray scale = tower.scale();
      texts.attach(manager);
      scale.attach(manager);
      return new ClipIqa(manager, images, texts, scale);
    }
  }

  /** Padding is 0. */
  private static long[] ids() {
    long[] ids = new long[ANTONYMS.size() * ClipConfig.TEXT_LENGTH];
    int row = 0;
    for (int[] text : ANTONYMS) {
      ids[row] = START;
      for (int i = 0; i < text.length; i++) {
        ids[row + 1 + i] = text[i];
      }
      ids[row + 1 + text.length] = END;
      row += ClipConfig.TEXT_LENGTH;
    }
    return ids;
  }

  private static Optional<String> visualName(String fileName) {
    boolean used =
        fileName.startsWith(VISUAL)
            && !fileName.endsWith(".positional_embedding")
            && !fileName.endsWith(".num_batches_tracked");
    return used ? Optional.of(fileName.substring(VISUAL.length())) : Optional.empty();
  }

  /** Archives also hold sizes and the causal mask as tensors. */
  private static Optional<String> textName(String fileName) {
    boolean unused =
        fileName.startsWith(VISUAL)
            || fileName.endsWith(".attn_mask")
            || List.of("input_resolution", "context_length", "vocab_size").contains(fileName);
    return unused ? Optional.empty() : Optional.of(fileName);
  }

  /**
   * The score of an image, in [0, 1]; higher is better.
   *
   * @param image (1,3,H,W) RGB in [0, 1], sides of 31 pixels or more; not altered
   */
  public double score(NDArray image) {
    Shape shape = image.getShape();
    Check.that(
        shape.dimension() == 4
            && shape.get(0) == 1
            && shape.get(1) == 3
            && Math.min(shape.get(2), shape.get(3)) >= ModifiedResNet.SHORTEST_SIDE,
        "image",
        Arrays.toString(shape.getShape()),
        "one RGB image with sides of " + ModifiedResNet.SHORTEST_SIDE + " pixels or more");
    try (NDArray score = Torch.scoped(() -> antonymScore(image))) {
      return score.getFloat(0);
    }
  }

  private NDArray antonymScore(NDArray image) {
    return ClipOps.antonymScore(features(image), texts, scale); // (1)
  }

  /** CLIP's features of an image, (1,3,H,W) → (1,E). */
  NDArray features(NDArray image) {
    return Torch.scoped(() -> images.forward(normalisation.of(image)));
  }

  /** Features of the antonyms, of length 1: (2·P,E). */
  NDArray texts() {
    return texts;
  }
}
