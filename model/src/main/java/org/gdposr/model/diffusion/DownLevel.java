package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.gdposr.model.diffusion.block.Downsampler;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.diffusion.block.ResidualBlock;
import org.gdposr.model.diffusion.block.SpatialTransformer;
import org.jspecify.annotations.Nullable;

/** One level of the UNet's way down: each result is also a skip for the way up. */
final class DownLevel extends NamedBlock {
  private final List<ResidualBlock> resnets = new ArrayList<>();
  private final List<SpatialTransformer> attentions = new ArrayList<>();
  private final @Nullable Downsampler downsampler;

  DownLevel(UNetWidths widths, int level) {
    int in = widths.channels(Math.max(level - 1, 0));
    int out = widths.channels(level);
    for (int j = 0; j < widths.layers(); j++) {
      resnets.add(part("resnets." + j, widths.resnet(j == 0 ? in : out, out)));
      if (!widths.isLast(level)) {
        attentions.add(part("attentions." + j, widths.attention(level)));
      }
    }
    downsampler = widths.isLast(level) ? null : part("downsamplers.0", Downsampler.symmetric(out));
  }

  /**
   * Pushes every result onto {@code skips}; the last is returned as well.
   *
   * @param x (N,C,h,w)
   * @param time SiLU of the time embedding (N,timeWidth)
   * @param context (N,T,D)
   */
  NDArray forward(NDArray x, NDArray time, NDArray context, Deque<NDArray> skips) {
    NDArray h = x;
    for (int j = 0; j < resnets.size(); j++) {
      h = resnets.get(j).forward(h, time); // (N, C', h, w)
      if (!attentions.isEmpty()) {
        try (NDArray before = h) {
          h = attentions.get(j).forward(before, context);
        }
      }
      skips.push(h);
    }
    if (downsampler != null) {
      h = downsampler.forward(h); // (N, C', h/2, w/2)
      skips.push(h);
    }
    return h;
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    Deque<NDArray> skips = new ArrayDeque<>();
    forward(inputs.get(0), inputs.get(1), inputs.get(2), skips);
    return new NDList(skips);
  }
}
