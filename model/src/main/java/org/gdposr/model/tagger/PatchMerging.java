package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/** Half the side, twice the channels: (N,side²,C) → (N,side²/4,2·C). */
final class PatchMerging extends UnaryBlock {
  private final int side;
  private final LayerNorm norm;
  private final Linear reduction;

  PatchMerging(int channels, int side) {
    this.side = side;
    norm = part("norm", new LayerNorm(4 * channels));
    reduction = part("reduction", new Linear(4 * channels, 2 * channels, Bias.NO));
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(
        () -> reduction.forward(norm.forward(TaggerOps.mergePatches(x, side)))); // (N, side²/4, 2C)
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1) / 4, 2 * in.get(2))};
  }
}
