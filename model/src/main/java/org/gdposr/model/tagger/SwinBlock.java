package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** Attention within windows and a feed-forward, each beside a shortcut: (N,side²,C) kept. */
final class SwinBlock extends UnaryBlock {
  private static final int WIDENING = 4;

  private final Windows windows;
  private final LayerNorm norm1;
  private final WindowAttention attention;
  private final LayerNorm norm2;
  private final Linear widen;
  private final Linear narrow;

  SwinBlock(int channels, Windows windows, WindowAttention attention) {
    this.windows = windows;
    norm1 = part("norm1", new LayerNorm(channels));
    this.attention = part("attn", attention);
    norm2 = part("norm2", new LayerNorm(channels));
    widen = part("mlp.fc1", new Linear(channels, WIDENING * channels, Bias.YES));
    narrow = part("mlp.fc2", new Linear(WIDENING * channels, channels, Bias.YES));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray attended = Torch.scoped(() -> x.add(attend(x)))) {
      return Torch.scoped(() -> attended.add(feedForward(attended)));
    }
  }

  private NDArray attend(NDArray x) {
    NDArray cut = TaggerOps.windows(norm1.forward(x), windows); // (N·W, w², C)
    return TaggerOps.joinWindows(attention.forward(cut), windows); // (N, side², C)
  }

  private NDArray feedForward(NDArray x) {
    try (NDArray wide = widen.forward(norm2.forward(x)); // (N, side², 4·C)
        NDArray bent = Ops.gelu(wide)) {
      return narrow.forward(bent); // (N, side², C)
    }
  }
}
