package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/**
 * What the mean pixel attends to: (N,C,H,W) → (N,E). Without the position embedding of CLIP, so
 * that any size will do. The other pixels' results are computed as in the reference, whose bits
 * depend on it, and dropped.
 */
final class AttentionPool extends UnaryBlock {
  private final Linear key;
  private final Linear query;
  private final Linear value;
  private final Linear out;
  private final int heads;
  private final int embedDim;

  AttentionPool(int width, int heads, int embedDim) {
    key = part("k_proj", new Linear(width, width, Bias.YES));
    query = part("q_proj", new Linear(width, width, Bias.YES));
    value = part("v_proj", new Linear(width, width, Bias.YES));
    out = part("c_proj", new Linear(width, embedDim, Bias.YES));
    this.heads = heads;
    this.embedDim = embedDim;
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(
        () -> {
          NDArray tokens = ClipOps.withMean(x); // (1+H·W, N, C)
          NDArray mixed =
              ClipOps.attention(
                  query.forward(tokens), key.forward(tokens), value.forward(tokens), heads);
          return out.forward(mixed).get(0).duplicate(); // (N, E)
        });
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), embedDim)};
  }
}
