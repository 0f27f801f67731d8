package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.nio.file.Path;
import org.gdposr.model.Check;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * Multi-dimension attention network for image quality (Yang et al. 2022): about 0 to 1, higher is
 * better. As pyiqa scores: the weighted mean over all patches of 20 crops of 224 pixels, the upper
 * four rows of a grid of 5×5 over the image.
 */
public final class Maniqa {
  private static final int CROPS = 20;

  private final ManiqaNetwork network;

  private Maniqa(ManiqaNetwork network) {
    this.network = network;
  }

  /**
   * The metric with a file's weights, which {@code manager} owns.
   *
   * @param source in the layout of {@link ManiqaVariant#file}
   * @throws org.gdposr.model.DataException listing every missing, extra and mis-shaped tensor
   */
  public static Maniqa of(NDManager manager, ManiqaVariant variant, TensorSource source) {
    return of(manager, ManiqaConfig.PUBLISHED, variant, source);
  }

  static Maniqa of(
      NDManager manager, ManiqaConfig config, ManiqaVariant variant, TensorSource source) {
    ManiqaNetwork network = new ManiqaNetwork(manager, config, variant);
    ParameterLoader.load(manager, network.tensors(), source, ManiqaNetwork::usedName);
    return new Maniqa(network);
  }

  /**
   * The metric with the weights of {@link ManiqaVariant#file} in a folder.
   *
   * @throws org.gdposr.model.DataException naming the file and why it cannot be used
   */
  public static Maniqa load(NDManager manager, ManiqaVariant variant, Path weightsFolder) {
    Path file = weightsFolder.resolve(variant.file());
    return of(manager, variant, TorchFile.open(file).stateDict());
  }

  /**
   * Whether a file holds what the metric takes; reads no values and needs no engine.
   *
   * @return the file's tensors
   * @throws org.gdposr.model.DataException naming the file and all that doesn't fit
   */
  public static TensorSource check(Path file) {
    TensorSource source = TorchFile.open(file).stateDict();
    // variants differ in a factor, not in their tensors
    ManiqaNetwork structure =
        new ManiqaNetwork(
            PassthroughNDManager.INSTANCE, ManiqaConfig.PUBLISHED, ManiqaVariant.PIPAL);
    ParameterLoader.check(structure.tensors(), source, ManiqaNetwork::usedName);
    return source;
  }

  /**
   * The score of an image.
   *
   * @param image RGB in [0, 1], (1,3,H,W) of any size; not changed
   */
  public double score(NDArray image) {
    Shape shape = image.getShape();
    Check.that(
        shape.dimension() == 4 && shape.get(0) == 1 && shape.get(1) == 3,
        "image",
        shape,
        "(1, 3, H, W)");
    try (NDArray crops = ManiqaOps.crops(image, ManiqaConfig.CROP, CROPS); // (20, 3, 224, 224)
        NDArray score = network.forward(crops)) { // (1)
      return score.toFloatArray()[0];
    }
  }
}
