package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.swin.SwinBlock;
import org.gdposr.model.swin.SwinStage;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/**
 * An image's tokens with their mean before them: (N,3,S,S) → (N,1+L,C), where L and C are those of
 * the last stage (Liu et al. 2021, "Swin Transformer").
 */
final class SwinTransformer extends UnaryBlock {
  private static final int WIDENING = 4;

  private final Conv patches;
  private final LayerNorm patchNorm;
  private final Chain stages;
  private final LayerNorm norm;

  /**
   * @param manager owns the windows' constants
   */
  SwinTransformer(NDManager manager, RamConfig config) {
    patches = part("patch_embed.proj", Conv.patches(3, config.embedDim(), RamConfig.PATCH));
    patchNorm = part("patch_embed.norm", new LayerNorm(config.embedDim()));
    stages = part("layers", stages(manager, config));
    norm = part("norm", new LayerNorm(config.visionWidth()));
  }

  private static Chain stages(NDManager manager, RamConfig config) {
    Chain chain = new Chain();
    for (int stage = 0; stage < config.depths().size(); stage++) {
      int channels = config.embedDim() << stage;
      int side = config.imageSize() / RamConfig.PATCH >> stage;
      SwinStage swin =
          new SwinStage(
              side,
              config.window(),
              channels,
              config.heads().get(stage),
              WIDENING * channels,
              config.depths().get(stage));
      List<SwinBlock> blocks = swin.blocks(manager);
      for (int block = 0; block < blocks.size(); block++) {
        chain.then(stage + ".blocks." + block, blocks.get(block));
      }
      if (stage < config.depths().size() - 1) {
        chain.then(stage + ".downsample", new PatchMerging(channels, side));
      }
    }
    return chain;
  }

  @Override
  public NDArray forward(NDArray images) {
    try (NDArray embedded = Torch.scoped(() -> embed(images)); // (N, (S/4)², C₀)
        NDArray staged = stages.forward(embedded)) { // (N, L, C)
      return Torch.scoped(() -> TaggerOps.withMean(norm.forward(staged))); // (N, 1+L, C)
    }
  }

  private NDArray embed(NDArray images) {
    return patchNorm.forward(Ops.tokens(patches.forward(images)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape patched = patches.getOutputShapes(inputShapes)[0];
    Shape tokens = new Shape(patched.get(0), patched.get(2) * patched.get(3), patched.get(1));
    Shape staged = stages.getOutputShapes(new Shape[] {tokens})[0];
    return new Shape[] {new Shape(staged.get(0), 1 + staged.get(1), staged.get(2))};
  }
}
