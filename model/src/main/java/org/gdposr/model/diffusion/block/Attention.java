package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** Multi-head attention of tokens (N,L,C) over a context (N,M,D) → (N,L,C). */
public final class Attention extends NamedBlock {
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final int heads;

  public Attention(int channels, int contextWidth, int heads) {
    query = part("to_q", new Linear(channels, channels, Bias.NO));
    key = part("to_k", new Linear(contextWidth, channels, Bias.NO));
    value = part("to_v", new Linear(contextWidth, channels, Bias.NO));
    out = part("to_out.0", new Linear(channels, channels, Bias.YES));
    this.heads = heads;
  }

  public NDArray forward(NDArray x, NDArray context) {
    try (NDArray mixed = Torch.scoped(() -> mix(x, context))) {
      return out.forward(mixed);
    }
  }

  private NDArray mix(NDArray x, NDArray context) {
    NDArray q = query.forward(x); // (N, L, C)
    NDArray k = key.forward(context); // (N, M, C)
    NDArray v = value.forward(context); // (N, M, C)
    return Ops.attention(q, k, v, heads); // (N, L, C)
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1)));
  }
}
