package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/**
 * Self-attention and a feed-forward, each after a norm and beside a shortcut: (L,N,C) kept. The
 * same on CLIP's text side, where it is causal, and in its vision transformers.
 */
final class ResidualAttentionBlock extends UnaryBlock {
  private final LayerNorm norm1;
  private final Parameter inWeight;
  private final Parameter inBias;
  private final Linear out;
  private final LayerNorm norm2;
  private final Linear widen;
  private final Linear narrow;
  private final int heads;
  private final boolean causal;

  ResidualAttentionBlock(int width, int heads, boolean causal) {
    norm1 = part("ln_1", new LayerNorm(width));
    inWeight = tensor("attn.in_proj_weight", Parameter.Type.WEIGHT, new Shape(3L * width, width));
    inBias = tensor("attn.in_proj_bias", Parameter.Type.BIAS, new Shape(3L * width));
    out = part("attn.out_proj", new Linear(width, width, Bias.YES));
    norm2 = part("ln_2", new LayerNorm(width));
    widen = part("mlp.c_fc", new Linear(width, 4 * width, Bias.YES));
    narrow = part("mlp.c_proj", new Linear(4 * width, width, Bias.YES));
    this.heads = heads;
    this.causal = causal;
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray attended = Torch.scoped(() -> x.add(attention(norm1.forward(x))))) {
      return Torch.scoped(() -> attended.add(feedForward(norm2.forward(attended))));
    }
  }

  private NDArray attention(NDArray x) {
    return out.forward(
        ClipOps.selfAttention(x, inWeight.getArray(), inBias.getArray(), heads, causal));
  }

  private NDArray feedForward(NDArray x) {
    return narrow.forward(Ops.quickGelu(widen.forward(x)));
  }
}
