package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.torch.Ops;

/** Layer norm over the last axis. */
public final class LayerNorm extends UnaryBlock {
  private static final double USUAL_EPSILON = 1e-5;

  private final Parameter weight;
  private final Parameter bias;
  private final double epsilon;

  public LayerNorm(int width) {
    this(width, USUAL_EPSILON);
  }

  public LayerNorm(int width, double epsilon) {
    weight = tensor("weight", Parameter.Type.GAMMA, new Shape(width));
    bias = tensor("bias", Parameter.Type.BETA, new Shape(width));
    this.epsilon = epsilon;
  }

  @Override
  public NDArray forward(NDArray x) {
    return Ops.layerNorm(x, weight.getArray(), bias.getArray(), epsilon);
  }
}
