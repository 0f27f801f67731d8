package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.UnaryBlock;

/** A convolution without bias: (N,in,H,W) → (N,out,H',W'). */
final class PlainConv extends UnaryBlock {
  private final Parameter weight;
  private final int kernel;
  private final int stride;
  private final int padding;

  PlainConv(int in, int out, int kernel, int stride, int padding) {
    weight = tensor("weight", Parameter.Type.WEIGHT, new Shape(out, in, kernel, kernel));
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
  }

  @Override
  public NDArray forward(NDArray x) {
    return ClipOps.conv2d(x, weight.getArray(), stride, padding);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    long out = weight.getShape().get(0);
    return new Shape[] {new Shape(in.get(0), out, side(in.get(2)), side(in.get(3)))};
  }

  private long side(long in) {
    return (in + 2L * padding - kernel) / stride + 1;
  }
}
