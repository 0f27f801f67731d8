package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.Mlp;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/** Attention and a feed-forward, each beside a shortcut: (N,1+L,C) kept. */
final class VisionBlock extends UnaryBlock {
  private static final double EPSILON = 1e-6;
  private static final int WIDENING = 4;

  private final int heads;
  private final LayerNorm norm1;
  private final Linear qkv;
  private final Linear proj;
  private final LayerNorm norm2;
  private final Mlp mlp;

  VisionBlock(int channels, int heads) {
    this.heads = heads;
    norm1 = part("norm1", new LayerNorm(channels, EPSILON));
    qkv = part("attn.qkv", new Linear(channels, 3 * channels, Bias.YES));
    proj = part("attn.proj", new Linear(channels, channels, Bias.YES));
    norm2 = part("norm2", new LayerNorm(channels, EPSILON));
    mlp = part("mlp", new Mlp(channels, WIDENING * channels));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray attended = Torch.scoped(() -> x.add(attend(norm1.forward(x))))) {
      return Torch.scoped(() -> attended.add(mlp.forward(norm2.forward(attended))));
    }
  }

  private NDArray attend(NDArray x) {
    return proj.forward(ManiqaOps.packedAttention(qkv.forward(x), heads)); // (N, 1+L, C)
  }
}
