package org.gdposr.model.text;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** Multi-head attention of each token over itself and those before it: (N,L,D). */
final class CausalSelfAttention extends UnaryBlock {
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final int heads;

  CausalSelfAttention(int width, int heads) {
    query = part("q_proj", new Linear(width, width, Bias.YES));
    key = part("k_proj", new Linear(width, width, Bias.YES));
    value = part("v_proj", new Linear(width, width, Bias.YES));
    out = part("out_proj", new Linear(width, width, Bias.YES));
    this.heads = heads;
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(
        () ->
            out.forward(
                Ops.causalAttention(query.forward(x), key.forward(x), value.forward(x), heads)));
  }
}
