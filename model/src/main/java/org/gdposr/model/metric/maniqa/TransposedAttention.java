package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/** Attention among channels beside a shortcut, the transposed attention block: (N,C,L) kept. */
final class TransposedAttention extends UnaryBlock {
  private final Linear query;
  private final Linear key;
  private final Linear value;

  TransposedAttention(int tokens) {
    query = part("c_q", new Linear(tokens, tokens, Bias.YES));
    key = part("c_k", new Linear(tokens, tokens, Bias.YES));
    value = part("c_v", new Linear(tokens, tokens, Bias.YES));
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(
        () ->
            ManiqaOps.channelAttention(
                x, query.forward(x), key.forward(x), value.forward(x))); // (N, C, L)
  }
}
