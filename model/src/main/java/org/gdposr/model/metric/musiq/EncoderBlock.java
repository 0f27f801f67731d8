package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.Mlp;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;

/** Attention and a feed-forward, each beside a shortcut: (1,L,C) kept. */
final class EncoderBlock extends NamedBlock {
  private static final int HEADS = 6;
  private static final int WIDENING = 3;

  private final LayerNorm norm1;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final LayerNorm norm2;
  private final Mlp mlp;

  EncoderBlock(int channels) {
    norm1 = part("norm1", new LayerNorm(channels, Encoder.EPSILON));
    query = part("attention.query", new Linear(channels, channels, Bias.YES));
    key = part("attention.key", new Linear(channels, channels, Bias.YES));
    value = part("attention.value", new Linear(channels, channels, Bias.YES));
    out = part("attention.out", new Linear(channels, channels, Bias.YES));
    norm2 = part("norm2", new LayerNorm(channels, Encoder.EPSILON));
    mlp = part("mlp", new Mlp(channels, WIDENING * channels));
  }

  /**
   * @param pairs 1 where a token (row) sees a token (column), (L,L)
   */
  NDArray forward(NDArray x, NDArray pairs) {
    try (NDArray attended = Torch.scoped(() -> x.add(attend(norm1.forward(x), pairs)))) {
      return Torch.scoped(() -> attended.add(mlp.forward(norm2.forward(attended))));
    }
  }

  private NDArray attend(NDArray x, NDArray pairs) {
    NDArray q = query.forward(x); // (1, L, C)
    NDArray k = key.forward(x); // (1, L, C)
    NDArray v = value.forward(x); // (1, L, C)
    return out.forward(MusiqOps.maskedAttention(q, k, v, HEADS, pairs)); // (1, L, C)
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1)));
  }
}
