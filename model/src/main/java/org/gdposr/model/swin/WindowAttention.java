package org.gdposr.model.swin;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Multi-head attention within windows, biased by relative position: (N·W,w²,C) kept. */
final class WindowAttention extends UnaryBlock {
  private final Parameter positionBias;
  private final Linear qkv;
  private final Linear proj;
  private final NDArray index;
  private final @Nullable NDArray mask;
  private final double scale;

  /**
   * @param index as {@link Windows#index}, flat
   * @param mask as {@link Windows#mask}, or null for windows that are not shifted
   */
  WindowAttention(int channels, int heads, Windows windows, NDArray index, @Nullable NDArray mask) {
    positionBias =
        tensor(
            "relative_position_bias_table",
            Parameter.Type.WEIGHT,
            new Shape(windows.positions(), heads));
    qkv = part("qkv", new Linear(channels, 3 * channels, Bias.YES));
    proj = part("proj", new Linear(channels, channels, Bias.YES));
    this.index = index;
    this.mask = mask;
    scale = 1 / Math.sqrt((double) channels / heads);
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(
        () -> {
          NDArray all = qkv.forward(x); // (N·W, w², 3·C)
          NDArray mixed =
              WindowOps.windowAttention(all, scale, positionBias.getArray(), index, mask);
          return proj.forward(mixed); // (N·W, w², C)
        });
  }
}
