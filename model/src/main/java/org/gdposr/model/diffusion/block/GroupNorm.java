package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.torch.Ops;

/** Group norm over (N,C,H,W), followed by SiLU or by nothing. */
public final class GroupNorm extends UnaryBlock {
  private final Parameter weight;
  private final Parameter bias;
  private final int groups;
  private final double epsilon;
  private final boolean silu;

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

  @Override
  public NDArray forward(NDArray x) {
    return silu
        ? Ops.groupNormSilu(x, groups, weight.getArray(), bias.getArray(), epsilon)
        : Ops.groupNorm(x, groups, weight.getArray(), bias.getArray(), epsilon);
  }
}
