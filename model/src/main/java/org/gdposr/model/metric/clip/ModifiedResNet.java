package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/**
 * CLIP's image side: normalised images (N,3,H,W), sides of 31 pixels or more, → features (N,E). A
 * ResNet with three convolutions in its stem, means of squares instead of strides, and an attention
 * at its end.
 */
final class ModifiedResNet extends UnaryBlock {
  /** Shorter ones would leave no pixel after the last stage. */
  static final int SHORTEST_SIDE = 31;

  private final PlainConv conv1;
  private final BatchNorm norm1;
  private final PlainConv conv2;
  private final BatchNorm norm2;
  private final PlainConv conv3;
  private final BatchNorm norm3;
  private final List<Chain> stages = new ArrayList<>();
  private final AttentionPool pool;

  ModifiedResNet(ClipConfig config) {
    int width = config.visionWidth();
    conv1 = part("conv1", new PlainConv(3, width / 2, 3, 2, 1));
    norm1 = part("bn1", new BatchNorm(width / 2));
    conv2 = part("conv2", new PlainConv(width / 2, width / 2, 3, 1, 1));
    norm2 = part("bn2", new BatchNorm(width / 2));
    conv3 = part("conv3", new PlainConv(width / 2, width, 3, 1, 1));
    norm3 = part("bn3", new BatchNorm(width));
    int in = width;
    for (int stage = 0; stage < config.visionLayers().size(); stage++) {
      int planes = width << stage;
      Chain blocks = new Chain();
      for (int block = 0; block < config.visionLayers().get(stage); block++) {
        int stride = block == 0 && stage > 0 ? 2 : 1;
        blocks.then(String.valueOf(block), new Bottleneck(in, planes, stride));
        in = Bottleneck.EXPANSION * planes;
      }
      stages.add(part("layer" + (stage + 1), blocks));
    }
    pool =
        part(
            "attnpool",
            new AttentionPool(config.visionFeatures(), config.visionHeads(), config.embedDim()));
  }

  @Override
  public NDArray forward(NDArray images) {
    NDArray h = Torch.scoped(() -> stem(images)); // (N, width, H/4, W/4)
    for (Chain stage : stages) {
      try (NDArray before = h) {
        h = stage.forward(before); // (N, 4·width, H/4, W/4) to (N, 32·width, H/32, W/32)
      }
    }
    try (NDArray last = h) {
      return pool.forward(last); // (N, E)
    }
  }

  private NDArray stem(NDArray images) {
    NDArray h = Torch.scoped(() -> norm1.forwardRelu(conv1.forward(images)));
    NDArray wide = Torch.scoped(() -> norm2.forwardRelu(conv2.forward(h)));
    return ClipOps.averagePool(norm3.forwardRelu(conv3.forward(wide)), 2);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return pool.getOutputShapes(inputShapes);
  }
}
