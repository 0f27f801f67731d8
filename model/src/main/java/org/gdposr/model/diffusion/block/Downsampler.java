package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.torch.Ops;

/** Half the side by a strided convolution: (N,C,H,W) → (N,C,H/2,W/2). */
public final class Downsampler extends UnaryBlock {
  private final Conv conv;
  private final boolean padRightBottom;

  private Downsampler(Conv conv, boolean padRightBottom) {
    this.conv = part("conv", conv);
    this.padRightBottom = padRightBottom;
  }

  /** The UNet's: padded on all sides, odd sides round up. */
  public static Downsampler symmetric(int channels) {
    return new Downsampler(Conv.halving(channels), false);
  }

  /** The autoencoder's: padded on the right and at the bottom. */
  public static Downsampler rightBottom(int channels) {
    return new Downsampler(Conv.halvingPadded(channels), true);
  }

  @Override
  public NDArray forward(NDArray x) {
    if (!padRightBottom) {
      return conv.forward(x);
    }
    try (NDArray padded = Ops.padRightBottom(x)) {
      return conv.forward(padded);
    }
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    long odd = padRightBottom ? 0 : 1;
    return new Shape[] {
      new Shape(in.get(0), in.get(1), (in.get(2) + odd) / 2, (in.get(3) + odd) / 2)
    };
  }
}
