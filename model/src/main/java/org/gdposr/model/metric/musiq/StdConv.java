package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.UnaryBlock;

/**
 * A convolution by standardised kernels, without bias: (N,in,H,W) → (N,out,⌈H/stride⌉,⌈W/stride⌉).
 */
final class StdConv extends UnaryBlock {
  private final Parameter weight;
  private final int stride;

  StdConv(int in, int out, int kernel, int stride) {
    weight = tensor("weight", Parameter.Type.WEIGHT, new Shape(out, in, kernel, kernel));
    this.stride = stride;
  }

  @Override
  public NDArray forward(NDArray x) {
    return MusiqOps.standardizedConv(x, weight.getArray(), stride);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {
      new Shape(in.get(0), weight.getShape().get(0), side(in.get(2)), side(in.get(3)))
    };
  }

  private long side(long in) {
    return (in + stride - 1) / stride;
  }
}
