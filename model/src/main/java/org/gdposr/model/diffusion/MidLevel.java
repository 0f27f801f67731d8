package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.diffusion.block.ResidualBlock;
import org.gdposr.model.diffusion.block.SpatialTransformer;

/** The UNet's bottom: residual, transformer, residual. */
final class MidLevel extends NamedBlock {
  private final ResidualBlock first;
  private final SpatialTransformer attention;
  private final ResidualBlock second;

  MidLevel(UNetWidths widths) {
    int channels = widths.channels(widths.levels() - 1);
    first = part("resnets.0", widths.resnet(channels, channels));
    attention = part("attentions.0", widths.attention(widths.levels() - 1));
    second = part("resnets.1", widths.resnet(channels, channels));
  }

  /** x (N,C,h,w), time (N,timeWidth), context (N,T,D) → (N,C,h,w). */
  NDArray forward(NDArray x, NDArray time, NDArray context) {
    try (NDArray h = first.forward(x, time);
        NDArray attended = attention.forward(h, context)) {
      return second.forward(attended, time);
    }
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1), inputs.get(2)));
  }
}
