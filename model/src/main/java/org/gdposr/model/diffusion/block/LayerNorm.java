package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.torch.Ops;

/** Layer norm over the last axis. */
public final class LayerNorm extends UnaryBlock {
  private static final double EPSILON = 1e-5;

  private final Parameter weight;
  private final Parameter bias;

  public LayerNorm(int width) {
    weight = tensor("weight", Parameter.Type.GAMMA, new Shape(width));
    bias = tensor("bias", Parameter.Type.BETA, new Shape(width));
  }

  @Override
  public NDArray forward(NDArray x) {
    return Ops.layerNorm(x, weight.getArray(), bias.getArray(), EPSILON);
  }
}
