package org.gdposr.model.swin;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.Mlp;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/** Attention within windows and a feed-forward, each beside a shortcut: (N,side²,C) kept. */
public final class SwinBlock extends UnaryBlock {
  private final Windows windows;
  private final LayerNorm norm1;
  private final WindowAttention attention;
  private final LayerNorm norm2;
  private final Mlp mlp;

  SwinBlock(int channels, int hidden, Windows windows, WindowAttention attention) {
    this.windows = windows;
    norm1 = part("norm1", new LayerNorm(channels));
    this.attention = part("attn", attention);
    norm2 = part("norm2", new LayerNorm(channels));
    mlp = part("mlp", new Mlp(channels, hidden));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray attended = Torch.scoped(() -> x.add(attend(x)))) {
      return Torch.scoped(() -> attended.add(mlp.forward(norm2.forward(attended))));
    }
  }

  private NDArray attend(NDArray x) {
    NDArray cut = WindowOps.windows(norm1.forward(x), windows); // (N·W, w², C)
    return WindowOps.joinWindows(attention.forward(cut), windows); // (N, side², C)
  }
}
