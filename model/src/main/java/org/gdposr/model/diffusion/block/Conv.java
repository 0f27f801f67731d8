package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import org.gdposr.model.torch.Ops;
import org.jspecify.annotations.Nullable;

/** A convolution with bias: (N,in,H,W) → (N,out,H',W'), zero padding on all sides. */
public final class Conv extends AdaptableBlock {
  private final int kernel;
  private final int stride;
  private final int padding;

  private Conv(int in, int out, int kernel, int stride, int padding) {
    super(new Shape(out, in, kernel, kernel), Bias.YES);
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
  }

  /** A square kernel of any side, stride and padding. */
  public static Conv of(int in, int out, int kernel, int stride, int padding) {
    return new Conv(in, out, kernel, stride, padding);
  }

  /** 3×3, keeps the size. */
  public static Conv same(int in, int out) {
    return new Conv(in, out, 3, 1, 1);
  }

  /** 1×1. */
  public static Conv pointwise(int in, int out) {
    return new Conv(in, out, 1, 1, 0);
  }

  /** Kernel and stride of one side: an image becomes patches that don't overlap. */
  public static Conv patches(int in, int out, int side) {
    return new Conv(in, out, side, side, 0);
  }

  /** 3×3, stride 2, padded on all sides: a side of s becomes ⌈s/2⌉. */
  public static Conv halving(int channels) {
    return new Conv(channels, channels, 3, 2, 1);
  }

  /** 3×3, stride 2, for an input that is already padded. */
  public static Conv halvingPadded(int channels) {
    return new Conv(channels, channels, 3, 2, 0);
  }

  @Override
  NDArray plain(NDArray x, NDArray w, @Nullable NDArray b) {
    return Ops.conv2d(x, w, b, stride, padding);
  }

  @Override
  NDArray adapted(NDArray x, NDArray w, @Nullable NDArray b, Adapter low) {
    return Ops.conv2dLora(
        x, w, Objects.requireNonNull(b), low.a(), low.b(), low.scale(), stride, padding);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {
      new Shape(in.get(0), weight.getShape().get(0), side(in.get(2)), side(in.get(3)))
    };
  }

  private long side(long in) {
    return (in + 2L * padding - kernel) / stride + 1;
  }
}
