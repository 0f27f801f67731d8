package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.diffusion.block.ResidualBlock;
import org.gdposr.model.diffusion.block.SpatialTransformer;
import org.gdposr.model.diffusion.block.Upsampler;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.jspecify.annotations.Nullable;

/** One level of the UNet's way up: each residual block also takes the skip of its height. */
final class UpLevel extends NamedBlock {
  private final List<ResidualBlock> resnets = new ArrayList<>();
  private final List<SpatialTransformer> attentions = new ArrayList<>();
  private final @Nullable Upsampler upsampler;

  /**
   * @param level counted as on the way down
   */
  UpLevel(UNetWidths widths, int level) {
    int out = widths.channels(level);
    int below = widths.channels(Math.min(level + 1, widths.levels() - 1));
    int above = widths.channels(Math.max(level - 1, 0));
    int last = widths.layers();
    for (int j = 0; j <= last; j++) {
      int skip = j == last ? above : out;
      resnets.add(part("resnets." + j, widths.resnet((j == 0 ? below : out) + skip, out)));
      if (!widths.isLast(level)) {
        attentions.add(part("attentions." + j, widths.attention(level)));
      }
    }
    upsampler = level == 0 ? null : part("upsamplers.0", new Upsampler(out));
  }

  /**
   * Pops and frees its skips.
   *
   * @param x (N,C,h,w)
   * @param time SiLU of the time embedding (N,timeWidth)
   * @param context (N,T,D)
   */
  NDArray forward(NDArray x, NDArray time, NDArray context, Deque<NDArray> skips) {
    return Torch.scoped(() -> climb(x, time, context, skips));
  }

  private NDArray climb(NDArray x, NDArray time, NDArray context, Deque<NDArray> skips) {
    NDArray h = x;
    for (int j = 0; j < resnets.size(); j++) {
      try (NDArray skip = skips.pop();
          NDArray joined = Ops.concatChannels(h, skip)) { // (N, C + S, h, w)
        h = resnets.get(j).forward(joined, time); // (N, C', h, w)
      }
      if (!attentions.isEmpty()) {
        try (NDArray before = h) {
          h = attentions.get(j).forward(before, context);
        }
      }
    }
    if (upsampler == null) {
      return h;
    }
    Shape size = skips.element().getShape();
    return upsampler.forward(h, size.get(2), size.get(3)); // (N, C', 2·h, 2·w)
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    Deque<NDArray> skips = new ArrayDeque<>(inputs.subList(3, inputs.size()));
    return new NDList(forward(inputs.get(0), inputs.get(1), inputs.get(2), skips));
  }
}
