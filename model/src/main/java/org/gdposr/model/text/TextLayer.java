package org.gdposr.model.text;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/** Causal self-attention and a feed-forward, each after a norm and beside a shortcut: (N,L,D). */
final class TextLayer extends UnaryBlock {
  private final LayerNorm norm1;
  private final CausalSelfAttention attention;
  private final LayerNorm norm2;
  private final Linear widen;
  private final Linear narrow;
  private final Activation activation;

  TextLayer(TextEncoderConfig config) {
    int width = config.hiddenSize();
    int inner = config.intermediateSize();
    norm1 = part("layer_norm1", new LayerNorm(width, config.layerNormEps()));
    attention = part("self_attn", new CausalSelfAttention(width, config.numAttentionHeads()));
    norm2 = part("layer_norm2", new LayerNorm(width, config.layerNormEps()));
    widen = part("mlp.fc1", new Linear(width, inner, Bias.YES));
    narrow = part("mlp.fc2", new Linear(inner, width, Bias.YES));
    activation = config.hiddenAct();
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray attended = Torch.scoped(() -> x.add(attention.forward(norm1.forward(x))))) {
      return Torch.scoped(() -> attended.add(feedForward(attended)));
    }
  }

  private NDArray feedForward(NDArray x) {
    NDArray wide = widen.forward(norm2.forward(x)); // (N, L, inner)
    return narrow.forward(activation.apply(wide)); // (N, L, D)
  }
}
