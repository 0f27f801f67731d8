package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** A transformer over an image's pixels, beside a shortcut: (N,C,H,W) kept. */
public final class SpatialTransformer extends NamedBlock {
  private static final double EPSILON = 1e-6;

  private final GroupNorm norm;
  private final Linear in;
  private final TransformerBlock block;
  private final Linear out;

  public SpatialTransformer(int channels, int contextWidth, int heads, int groups) {
    norm = part("norm", GroupNorm.plain(channels, groups, EPSILON));
    in = part("proj_in", new Linear(channels, channels, Bias.YES));
    block = part("transformer_blocks.0", new TransformerBlock(channels, contextWidth, heads));
    out = part("proj_out", new Linear(channels, channels, Bias.YES));
  }

  /** x (N,C,H,W), context (N,M,D) → (N,C,H,W). */
  public NDArray forward(NDArray x, NDArray context) {
    return Torch.scoped(() -> Ops.addTokens(x, transform(x, context))); // (N, C, H, W)
  }

  private NDArray transform(NDArray x, NDArray context) {
    try (NDArray tokens = Torch.scoped(() -> Ops.tokens(norm.forward(x))); // (N, H·W, C)
        NDArray projected = in.forward(tokens);
        NDArray transformed = block.forward(projected, context)) {
      return out.forward(transformed); // (N, H·W, C)
    }
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1)));
  }
}
