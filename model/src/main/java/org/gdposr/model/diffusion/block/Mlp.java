package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.torch.Ops;

/** Widens each token, bends it by gelu and narrows it again: (…,C) kept. */
public final class Mlp extends UnaryBlock {
  private final Linear widen;
  private final Linear narrow;

  public Mlp(int channels, int hidden) {
    widen = part("fc1", new Linear(channels, hidden, Bias.YES));
    narrow = part("fc2", new Linear(hidden, channels, Bias.YES));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray wide = widen.forward(x); // (…, hidden)
        NDArray bent = Ops.gelu(wide)) {
      return narrow.forward(bent); // (…, C)
    }
  }
}
