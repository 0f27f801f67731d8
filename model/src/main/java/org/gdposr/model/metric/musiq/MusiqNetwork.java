package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.GroupNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;

/** A ResNet stem for each patch, a transformer over all of them and a score: (1,1). */
final class MusiqNetwork extends NamedBlock {
  static final int GROUPS = 32;

  private static final int STEM_CHANNELS = 64;
  private static final int PATCH_CHANNELS = 256;
  private static final int STEM_STRIDE = 4;
  private static final int WIDTH = 384;
  private static final double STEM_EPSILON = 1e-6;

  private final StdConv root;
  private final GroupNorm rootNorm;
  private final Bottleneck bottleneck;
  private final Linear embedding;
  private final Encoder encoder;
  private final Linear head;

  MusiqNetwork() {
    int side = Patches.SIDE / STEM_STRIDE;
    root = part("conv_root", new StdConv(3, STEM_CHANNELS, 7, 2));
    rootNorm = part("gn_root", GroupNorm.plain(STEM_CHANNELS, GROUPS, STEM_EPSILON));
    bottleneck = part("block1", new Bottleneck(STEM_CHANNELS, PATCH_CHANNELS));
    embedding = part("embedding", new Linear(PATCH_CHANNELS * side * side, WIDTH, Bias.YES));
    encoder = part("transformer_encoder", new Encoder(WIDTH));
    head = part("head", new Linear(WIDTH, 1, Bias.YES));
  }

  NDArray forward(Patches patches) {
    return forward(patches.pixels(), patches.place(), patches.scale(), patches.mask());
  }

  private NDArray forward(NDArray pixels, NDArray place, NDArray scale, NDArray mask) {
    try (NDArray tokens = Torch.scoped(() -> embed(pixels)); // (1, L, C)
        NDArray seen = encoder.forward(tokens, place, scale, mask)) { // (1, C)
      return head.forward(seen); // (1, 1)
    }
  }

  private NDArray embed(NDArray pixels) {
    NDArray stem =
        Torch.scoped(
            () -> MusiqOps.reluPool(rootNorm.forward(root.forward(pixels)))); // (L, 64, 8, 8)
    return embedding.forward(MusiqOps.rows(bottleneck.forward(stem))); // (1, L, C)
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(1, 1)};
  }
}
