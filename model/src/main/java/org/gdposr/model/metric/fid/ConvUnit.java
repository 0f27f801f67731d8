package org.gdposr.model.metric.fid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.UnaryBlock;

/** A convolution without bias, batch norm by running moments and ReLU. */
final class ConvUnit extends UnaryBlock {
  private final Parameter kernel;
  private final Parameter scale;
  private final Parameter shift;
  private final Parameter mean;
  private final Parameter variance;
  private final int stride;
  private final int top;
  private final int left;

  private ConvUnit(int in, int out, int height, int width, int stride, int top, int left) {
    Shape channels = new Shape(out);
    kernel = tensor("conv.weight", Parameter.Type.WEIGHT, new Shape(out, in, height, width));
    scale = tensor("bn.weight", Parameter.Type.GAMMA, channels);
    shift = tensor("bn.bias", Parameter.Type.BETA, channels);
    mean = tensor("bn.running_mean", Parameter.Type.RUNNING_MEAN, channels);
    variance = tensor("bn.running_var", Parameter.Type.RUNNING_VAR, channels);
    this.stride = stride;
    this.top = top;
    this.left = left;
  }

  /** Odd sides, padded so that the size is kept. */
  static ConvUnit same(int in, int out, int height, int width) {
    return new ConvUnit(in, out, height, width, 1, height / 2, width / 2);
  }

  /** 1×1. */
  static ConvUnit pointwise(int in, int out) {
    return same(in, out, 1, 1);
  }

  /** 3×3 without padding. */
  static ConvUnit valid(int in, int out, int stride) {
    return new ConvUnit(in, out, 3, 3, stride, 0, 0);
  }

  @Override
  public NDArray forward(NDArray x) {
    return FidOps.convNormRelu(
        x,
        kernel.getArray(),
        scale.getArray(),
        shift.getArray(),
        mean.getArray(),
        variance.getArray(),
        stride,
        top,
        left);
  }
}
