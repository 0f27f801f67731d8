package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.UnaryBlock;

/** Batch norm by the statistics of training: (N,C,H,W) kept. */
final class BatchNorm extends UnaryBlock {
  private final Parameter weight;
  private final Parameter bias;
  private final Parameter mean;
  private final Parameter variance;

  BatchNorm(int channels) {
    Shape shape = new Shape(channels);
    weight = tensor("weight", Parameter.Type.GAMMA, shape);
    bias = tensor("bias", Parameter.Type.BETA, shape);
    mean = tensor("running_mean", Parameter.Type.RUNNING_MEAN, shape);
    variance = tensor("running_var", Parameter.Type.RUNNING_VAR, shape);
  }

  @Override
  public NDArray forward(NDArray x) {
    return ClipOps.batchNorm(
        x, weight.getArray(), bias.getArray(), mean.getArray(), variance.getArray());
  }

  /** {@code relu(forward(x))} in one call. */
  NDArray forwardRelu(NDArray x) {
    return ClipOps.batchNormRelu(
        x, weight.getArray(), bias.getArray(), mean.getArray(), variance.getArray());
  }
}
