package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** BERT's layer without self-attention: tags (N,T,C) look at the image (N,L,D) → (N,T,C). */
final class DecoderLayer extends NamedBlock {
  private static final double EPSILON = 1e-12;

  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear out;
  private final LayerNorm outNorm;
  private final Linear widen;
  private final Linear narrow;
  private final LayerNorm narrowNorm;
  private final int heads;

  DecoderLayer(RamConfig config) {
    int hidden = config.hidden();
    int imageWidth = config.imageWidth();
    query = part("crossattention.self.query", new Linear(hidden, hidden, Bias.YES));
    key = part("crossattention.self.key", new Linear(imageWidth, hidden, Bias.YES));
    value = part("crossattention.self.value", new Linear(imageWidth, hidden, Bias.YES));
    out = part("crossattention.output.dense", new Linear(hidden, hidden, Bias.YES));
    outNorm = part("crossattention.output.LayerNorm", new LayerNorm(hidden, EPSILON));
    widen = part("intermediate.dense", new Linear(hidden, config.intermediate(), Bias.YES));
    narrow = part("output.dense", new Linear(config.intermediate(), hidden, Bias.YES));
    narrowNorm = part("output.LayerNorm", new LayerNorm(hidden, EPSILON));
    heads = config.decoderHeads();
  }

  NDArray forward(NDArray tags, NDArray image) {
    try (NDArray attended =
        Torch.scoped(() -> outNorm.forward(attend(tags, image).add(tags)))) { // (N, T, C)
      return Torch.scoped(() -> narrowNorm.forward(feedForward(attended).add(attended)));
    }
  }

  private NDArray attend(NDArray tags, NDArray image) {
    NDArray q = query.forward(tags); // (N, T, C)
    NDArray k = key.forward(image); // (N, L, C)
    NDArray v = value.forward(image); // (N, L, C)
    return out.forward(Ops.attention(q, k, v, heads)); // (N, T, C)
  }

  private NDArray feedForward(NDArray x) {
    try (NDArray wide = widen.forward(x);
        NDArray bent = Ops.gelu(wide)) {
      return narrow.forward(bent); // (N, T, C)
    }
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1)));
  }
}
