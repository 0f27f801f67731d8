package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.gdposr.model.Check;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * Multi-scale image quality transformer (Ke et al. 2021), trained on KonIQ-10k: a mean opinion
 * score, about 0 to 100, higher is better. The image is seen as it is and with its longer side at
 * 224 and at 384, all in patches of 32 pixels.
 */
public final class Musiq {
  /** As pyiqa publishes it. */
  public static final String FILE = "musiq_koniq_ckpt-e95806b9.pth";

  private final MusiqNetwork network = new MusiqNetwork();

  private Musiq() {}

  /**
   * The metric with a file's weights, which {@code manager} owns.
   *
   * @param source in the layout of {@link #FILE}
   * @throws org.gdposr.model.DataException listing every missing, extra and mis-shaped tensor
   */
  public static Musiq of(NDManager manager, TensorSource source) {
    Musiq musiq = new Musiq();
    ParameterLoader.load(manager, musiq.network.tensors(), source, ParameterLoader.SAME_NAMES);
    return musiq;
  }

  /**
   * The metric with the weights of {@link #FILE} in a folder.
   *
   * @throws org.gdposr.model.DataException naming the file and why it cannot be used
   */
  public static Musiq load(NDManager manager, Path weightsFolder) {
    return of(manager, TorchFile.open(weightsFolder.resolve(FILE)).stateDict());
  }

  /**
   * Whether a file holds what the metric takes; reads no values and needs no engine.
   *
   * @return the file's tensors
   * @throws org.gdposr.model.DataException naming the file and all that doesn't fit
   */
  public static TensorSource check(Path file) {
    TensorSource source = TorchFile.open(file).stateDict();
    ParameterLoader.check(new MusiqNetwork().tensors(), source, ParameterLoader.SAME_NAMES);
    return source;
  }

  /**
   * The score of an image.
   *
   * @param image RGB in [0, 1], (1,3,H,W) of any size; not changed
   * @throws org.gdposr.model.DataException for an image too narrow to be seen at the longer side of
   *     224
   */
  public double score(NDArray image) {
    Shape shape = image.getShape();
    Check.that(
        shape.dimension() == 4 && shape.get(0) == 1 && shape.get(1) == 3,
        "image",
        shape,
        "(1, 3, H, W)");
    try (Patches patches = Patches.of(image);
        NDArray score = network.forward(patches)) { // (1, 1)
      return score.toFloatArray()[0];
    }
  }
}
