package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.swin.SwinBlock;
import org.gdposr.model.swin.SwinStage;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** Two Swin blocks and a convolution, scaled, beside a shortcut: tokens (N,side²,C) kept. */
final class SwinLayer extends UnaryBlock {
  private static final int DEPTH = 2;
  private static final int WINDOW = 4;

  private final int side;
  private final double scale;
  private final Chain blocks;
  private final Conv conv;

  /**
   * @param manager owns the windows' constants
   * @param scale of the result beside the shortcut
   */
  SwinLayer(NDManager manager, ManiqaConfig config, int channels, int heads, double scale) {
    side = config.side();
    this.scale = scale;
    blocks = part("blocks", new Chain());
    SwinStage stage = new SwinStage(side, WINDOW, channels, heads, config.hidden(), DEPTH);
    int number = 0;
    for (SwinBlock block : stage.blocks(manager)) {
      blocks.then(Integer.toString(number++), block);
    }
    conv = part("conv", Conv.same(channels, channels));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray mixed = blocks.forward(x)) { // (N, side², C)
      return Torch.scoped(
          () -> {
            NDArray pixels = ManiqaOps.tokenPixels(mixed, side); // (N, C, side, side)
            NDArray tokens = Ops.tokens(Ops.relu(conv.forward(pixels))); // (N, side², C)
            return ManiqaOps.scaledResidual(tokens, scale, x); // (N, side², C)
          });
    }
  }
}
