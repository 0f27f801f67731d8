package org.gdposr.model.metric.fid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;

/**
 * TensorFlow's Inception v3 of 2015-12-05 as pytorch-fid has it, up to the average over the last
 * pixels: (N,3,299,299) in [−1, 1] → (N,2048). Its pooling differs from torchvision's network.
 */
final class InceptionV3 extends UnaryBlock {
  static final int FEATURES = 2048;
  static final int SIDE = 299;

  private final ConvUnit conv1a = part("Conv2d_1a_3x3", ConvUnit.valid(3, 32, 2));
  private final ConvUnit conv2a = part("Conv2d_2a_3x3", ConvUnit.valid(32, 32, 1));
  private final ConvUnit conv2b = part("Conv2d_2b_3x3", ConvUnit.same(32, 64, 3, 3));
  private final ConvUnit conv3b = part("Conv2d_3b_1x1", ConvUnit.pointwise(64, 80));
  private final ConvUnit conv4a = part("Conv2d_4a_3x3", ConvUnit.valid(80, 192, 1));
  private final Chain mixed = new Chain();

  InceptionV3() {
    mixed("5b", Mixed.a(192, 32));
    mixed("5c", Mixed.a(256, 64));
    mixed("5d", Mixed.a(288, 64));
    mixed("6a", Mixed.b());
    mixed("6b", Mixed.c(128));
    mixed("6c", Mixed.c(160));
    mixed("6d", Mixed.c(160));
    mixed("6e", Mixed.c(192));
    mixed("7a", Mixed.d());
    mixed("7b", Mixed.e(1280, FidOps::averagePool));
    mixed("7c", Mixed.e(2048, x -> FidOps.maxPool(x, 1, 1)));
  }

  private void mixed(String name, Mixed block) {
    mixed.then(name, part("Mixed_" + name, block));
  }

  /**
   * @throws org.gdposr.model.DataException naming the file and what doesn't fit
   */
  static InceptionV3 load(NDManager manager, TensorSource source) {
    InceptionV3 network = new InceptionV3();
    ParameterLoader.load(manager, network.tensors(), source, InceptionV3::usedName);
    return network;
  }

  /** As {@link #load} without values and without the engine. */
  static void check(TensorSource source) {
    ParameterLoader.check(new InceptionV3().tensors(), source, InceptionV3::usedName);
  }

  /** The classifiers and what only training counts have no use. */
  private static Optional<String> usedName(String name) {
    boolean unused =
        name.startsWith("fc.")
            || name.startsWith("AuxLogits.")
            || name.endsWith(".num_batches_tracked");
    return unused ? Optional.empty() : Optional.of(name);
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray stem = Torch.scoped(() -> stem(x)); // (N,192,35,35)
        NDArray last = mixed.forward(stem)) { // (N,2048,8,8)
      return FidOps.spatialMean(last);
    }
  }

  private NDArray stem(NDArray x) {
    NDArray h = FidOps.maxPool(conv2b.forward(conv2a.forward(conv1a.forward(x))), 2, 0); // 73
    return FidOps.maxPool(conv4a.forward(conv3b.forward(h)), 2, 0); // 35
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), FEATURES)};
  }
}
