package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** Self-attention, cross-attention and a gated feed-forward, each beside a shortcut: (N,L,C). */
public final class TransformerBlock extends NamedBlock {
  private static final int WIDENING = 4;

  private final LayerNorm norm1;
  private final Attention self;
  private final LayerNorm norm2;
  private final Attention cross;
  private final LayerNorm norm3;
  private final Linear widen;
  private final Linear narrow;

  public TransformerBlock(int channels, int contextWidth, int heads) {
    norm1 = part("norm1", new LayerNorm(channels));
    self = part("attn1", new Attention(channels, channels, heads));
    norm2 = part("norm2", new LayerNorm(channels));
    cross = part("attn2", new Attention(channels, contextWidth, heads));
    norm3 = part("norm3", new LayerNorm(channels));
    widen = part("ff.net.0.proj", new Linear(channels, 2 * WIDENING * channels, Bias.YES));
    narrow = part("ff.net.2", new Linear(WIDENING * channels, channels, Bias.YES));
  }

  /** x (N,L,C), context (N,M,D) → (N,L,C). */
  public NDArray forward(NDArray x, NDArray context) {
    try (NDArray afterSelf = Torch.scoped(() -> x.add(attendSelf(x)));
        NDArray afterCross = Torch.scoped(() -> afterSelf.add(attendCross(afterSelf, context)))) {
      return Torch.scoped(() -> afterCross.add(feedForward(afterCross)));
    }
  }

  private NDArray attendSelf(NDArray x) {
    NDArray normed = norm1.forward(x);
    return self.forward(normed, normed);
  }

  private NDArray attendCross(NDArray x, NDArray context) {
    return cross.forward(norm2.forward(x), context);
  }

  private NDArray feedForward(NDArray x) {
    try (NDArray wide = widen.forward(norm3.forward(x)); // (N, L, 8·C)
        NDArray gated = Ops.geglu(wide)) { // (N, L, 4·C)
      return narrow.forward(gated); // (N, L, C)
    }
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1)));
  }
}
