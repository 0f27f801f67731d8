package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.jspecify.annotations.Nullable;

/** Group norm over (N,C,H,W), followed by SiLU or by nothing. */
public final class GroupNorm extends UnaryBlock {
  private final Parameter weight;
  private final Parameter bias;
  private final int groups;
  private final double epsilon;
  private final boolean silu;
  private @Nullable NormPool pool;

  private GroupNorm(int channels, int groups, double epsilon, boolean silu) {
    weight = tensor("weight", Parameter.Type.GAMMA, new Shape(channels));
    bias = tensor("bias", Parameter.Type.BETA, new Shape(channels));
    this.groups = groups;
    this.epsilon = epsilon;
    this.silu = silu;
  }

  public static GroupNorm plain(int channels, int groups, double epsilon) {
    return new GroupNorm(channels, groups, epsilon, false);
  }

  public static GroupNorm withSilu(int channels, int groups, double epsilon) {
    return new GroupNorm(channels, groups, epsilon, true);
  }

  /**
   * Normalises by the pool's statistics, for inference only.
   *
   * @param pool null to normalise every input by itself again
   */
  public void share(@Nullable NormPool pool) {
    this.pool = pool;
  }

  @Override
  public NDArray forward(NDArray x) {
    if (pool != null) {
      return normalised(x, pool.moments(this, x, groups));
    }
    return silu
        ? Ops.groupNormSilu(x, groups, weight.getArray(), bias.getArray(), epsilon)
        : Ops.groupNorm(x, groups, weight.getArray(), bias.getArray(), epsilon);
  }

  /** By given means and variances of the groups, which amounts to a line per channel. */
  private NDArray normalised(NDArray x, double[] moments) {
    float[] weights = weight.getArray().toFloatArray();
    float[] biases = bias.getArray().toFloatArray();
    int perGroup = weights.length / groups;
    float[] slopes = new float[weights.length];
    float[] offsets = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int group = i / perGroup;
      double slope = weights[i] / Math.sqrt(moments[groups + group] + epsilon);
      slopes[i] = (float) slope;
      offsets[i] = (float) (biases[i] - moments[group] * slope);
    }
    Shape channels = new Shape(weights.length);
    try (NDArray a = Torch.tensor(x.getManager(), slopes, channels);
        NDArray b = Torch.tensor(x.getManager(), offsets, channels)) {
      return silu ? Ops.affineSilu(x, a, b) : Ops.affine(x, a, b);
    }
  }
}
