package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;

/** The patches' features after every layer of a CLIP vision transformer. */
final class VisionTransformer extends NamedBlock {
  private final PlainConv patches;
  private final Parameter classToken;
  private final Parameter positions;
  private final LayerNorm normBefore;
  private final List<ResidualAttentionBlock> blocks = new ArrayList<>();

  VisionTransformer(AFineConfig config) {
    int width = config.width();
    patches = part("conv1", new PlainConv(3, width, config.patch(), config.patch(), 0));
    classToken = tensor("class_embedding", Parameter.Type.WEIGHT, new Shape(width));
    positions =
        tensor("positional_embedding", Parameter.Type.WEIGHT, new Shape(config.positions(), width));
    normBefore = part("ln_pre", new LayerNorm(width));
    for (int layer = 0; layer < config.layers(); layer++) {
      blocks.add(
          part(
              "transformer.resblocks." + layer,
              new ResidualAttentionBlock(width, config.heads(), false)));
    }
  }

  /**
   * Features of one image, none of which is negative.
   *
   * @param image (1,3,H,W), normalised, sides divisible by the patch's
   * @return (1,L,C) for each layer
   */
  NDList levels(NDArray image) {
    NDList levels = new NDList();
    NDArray x = Torch.scoped(() -> embed(image)); // (1+L, 1, C)
    for (ResidualAttentionBlock block : blocks) {
      try (NDArray before = x) {
        x = block.forward(before); // (1+L, 1, C)
      }
      levels.add(AFineOps.patchLevel(x)); // (1, L, C)
    }
    x.close();
    return levels;
  }

  private NDArray embed(NDArray image) {
    NDArray tokens =
        AFineOps.embedPatches(
            patches.forward(image), classToken.getArray(), positions.getArray()); // (1, 1+L, C)
    return ClipOps.swapTokensAndBatch(normBefore.forward(tokens));
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return levels(inputs.singletonOrThrow());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape patched = patches.getOutputShapes(inputShapes)[0];
    Shape level = new Shape(patched.get(0), patched.get(2) * patched.get(3), patched.get(1));
    return blocks.stream().map(block -> level).toArray(Shape[]::new);
  }
}
