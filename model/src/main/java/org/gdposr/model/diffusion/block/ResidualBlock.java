package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * Two convolutions beside a shortcut: (N,in,H,W) → (N,out,H,W). In the UNet a projection of the
 * time is added between the two.
 */
public final class ResidualBlock extends UnaryBlock {
  private final GroupNorm norm1;
  private final Conv conv1;
  private final @Nullable Linear timeProjection;
  private final GroupNorm norm2;
  private final Conv conv2;
  private final @Nullable Conv shortcut;
  private final int out;

  private ResidualBlock(
      int in, int out, int groups, double epsilon, @Nullable Linear timeProjection) {
    norm1 = part("norm1", GroupNorm.withSilu(in, groups, epsilon));
    conv1 = part("conv1", Conv.same(in, out));
    this.timeProjection = timeProjection == null ? null : part("time_emb_proj", timeProjection);
    norm2 = part("norm2", GroupNorm.withSilu(out, groups, epsilon));
    conv2 = part("conv2", Conv.same(out, out));
    shortcut = in == out ? null : part("conv_shortcut", Conv.pointwise(in, out));
    this.out = out;
  }

  /** The autoencoder's, without time. */
  public static ResidualBlock untimed(int in, int out, int groups, double epsilon) {
    return new ResidualBlock(in, out, groups, epsilon, null);
  }

  /** The UNet's, with a time embedding of {@code timeWidth}. */
  public static ResidualBlock timed(int in, int out, int timeWidth, int groups, double epsilon) {
    return new ResidualBlock(in, out, groups, epsilon, new Linear(timeWidth, out, Bias.YES));
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(() -> second(x, first(x)));
  }

  /** x (N,in,H,W), SiLU of the time embedding (N,timeWidth) → (N,out,H,W). */
  public NDArray forward(NDArray x, NDArray time) {
    Linear projection = Objects.requireNonNull(timeProjection, "timeProjection");
    return Torch.scoped(() -> second(x, Ops.addPerChannel(first(x), projection.forward(time))));
  }

  private NDArray first(NDArray x) {
    try (NDArray normed = norm1.forward(x)) {
      return conv1.forward(normed); // (N, out, H, W)
    }
  }

  private NDArray second(NDArray x, NDArray h) {
    NDArray residual;
    try (NDArray normed = norm2.forward(h)) {
      residual = conv2.forward(normed); // (N, out, H, W)
    }
    return Ops.addInto(residual, shortcut == null ? x : shortcut.forward(x));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), out, in.get(2), in.get(3))};
  }
}
