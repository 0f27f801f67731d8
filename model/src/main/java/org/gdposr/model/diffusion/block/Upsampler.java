package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.torch.Ops;

/** Nearest neighbours, then a convolution: (N,C,H,W) → (N,C,2H,2W). */
public final class Upsampler extends UnaryBlock {
  private final Conv conv;

  public Upsampler(int channels) {
    conv = part("conv", Conv.same(channels, channels));
  }

  @Override
  public NDArray forward(NDArray x) {
    return forward(x, 2 * x.getShape().get(2), 2 * x.getShape().get(3));
  }

  /** To a size of (N,C,height,width), for a level whose sides were odd on the way down. */
  public NDArray forward(NDArray x, long height, long width) {
    try (NDArray large = Ops.upsampleNearest(x, height, width)) {
      return conv.forward(large);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), in.get(1), 2 * in.get(2), 2 * in.get(3))};
  }
}
