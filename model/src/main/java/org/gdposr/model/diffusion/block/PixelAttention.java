package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** The autoencoder's attention among pixels, one head, beside a shortcut: (N,C,H,W) kept. */
public final class PixelAttention extends UnaryBlock {
  private final GroupNorm norm;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;

  public PixelAttention(int channels, int groups, double epsilon) {
    norm = part("group_norm", GroupNorm.plain(channels, groups, epsilon));
    query = part("to_q", new Linear(channels, channels, Bias.YES));
    key = part("to_k", new Linear(channels, channels, Bias.YES));
    value = part("to_v", new Linear(channels, channels, Bias.YES));
    out = part("to_out.0", new Linear(channels, channels, Bias.YES));
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(() -> Ops.addTokens(x, out.forward(mix(x)))); // (N, C, H, W)
  }

  private NDArray mix(NDArray x) {
    NDArray tokens = Ops.tokens(norm.forward(x)); // (N, H·W, C)
    return Ops.attention(query.forward(tokens), key.forward(tokens), value.forward(tokens), 1);
  }
}
