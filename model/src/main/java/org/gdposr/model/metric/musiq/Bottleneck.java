package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.diffusion.block.GroupNorm;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** ResNet's bottleneck with a projection beside it: (N,in,H,W) → (N,out,H,W). */
final class Bottleneck extends UnaryBlock {
  private static final double EPSILON = 1e-4;

  private final StdConv conv1;
  private final GroupNorm norm1;
  private final StdConv conv2;
  private final GroupNorm norm2;
  private final StdConv conv3;
  private final GroupNorm norm3;
  private final StdConv projection;
  private final GroupNorm projectionNorm;

  Bottleneck(int in, int out) {
    conv1 = part("conv1", new StdConv(in, in, 1, 1));
    norm1 = part("gn1", norm(in));
    conv2 = part("conv2", new StdConv(in, in, 3, 1));
    norm2 = part("gn2", norm(in));
    conv3 = part("conv3", new StdConv(in, out, 1, 1));
    norm3 = part("gn3", norm(out));
    projection = part("conv_proj", new StdConv(in, out, 1, 1));
    projectionNorm = part("gn_proj", norm(out));
  }

  private static GroupNorm norm(int channels) {
    return GroupNorm.plain(channels, MusiqNetwork.GROUPS, EPSILON);
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(
        () -> {
          NDArray shortcut = projectionNorm.forward(projection.forward(x)); // (N, out, H, W)
          NDArray h = Ops.relu(norm1.forward(conv1.forward(x))); // (N, in, H, W)
          h = Ops.relu(norm2.forward(conv2.forward(h))); // (N, in, H, W)
          h = norm3.forward(conv3.forward(h)); // (N, out, H, W)
          return Ops.relu(Ops.addInto(h, shortcut)); // (N, out, H, W)
        });
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return conv3.getOutputShapes(inputShapes);
  }
}
