package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;
import org.jspecify.annotations.Nullable;

/**
 * Three convolutions beside a shortcut: (N,in,H,W) → (N,4·planes,⌊H/stride⌋,⌊W/stride⌋). No
 * convolution has a stride; where the size shrinks, means of squares are taken.
 */
final class Bottleneck extends UnaryBlock {
  static final int EXPANSION = 4;

  private final PlainConv conv1;
  private final BatchNorm norm1;
  private final PlainConv conv2;
  private final BatchNorm norm2;
  private final PlainConv conv3;
  private final BatchNorm norm3;
  private final @Nullable PlainConv shortcut;
  private final @Nullable BatchNorm shortcutNorm;
  private final int out;
  private final int stride;

  Bottleneck(int in, int planes, int stride) {
    out = EXPANSION * planes;
    this.stride = stride;
    conv1 = part("conv1", new PlainConv(in, planes, 1, 1, 0));
    norm1 = part("bn1", new BatchNorm(planes));
    conv2 = part("conv2", new PlainConv(planes, planes, 3, 1, 1));
    norm2 = part("bn2", new BatchNorm(planes));
    conv3 = part("conv3", new PlainConv(planes, out, 1, 1, 0));
    norm3 = part("bn3", new BatchNorm(out));
    boolean changes = stride > 1 || in != out;
    shortcut = changes ? part("downsample.0", new PlainConv(in, out, 1, 1, 0)) : null;
    shortcutNorm = changes ? part("downsample.1", new BatchNorm(out)) : null;
  }

  @Override
  public NDArray forward(NDArray x) {
    return Torch.scoped(
        () -> {
          NDArray h = Torch.scoped(() -> norm1.forwardRelu(conv1.forward(x))); // (N, planes, H, W)
          h = pooled(norm2.forwardRelu(conv2.forward(h))); // (N, planes, H', W')
          return ClipOps.addReluInto(norm3.forward(conv3.forward(h)), identity(x)); // (N, out, ..)
        });
  }

  private NDArray identity(NDArray x) {
    return shortcut == null || shortcutNorm == null
        ? x
        : shortcutNorm.forward(shortcut.forward(pooled(x)));
  }

  private NDArray pooled(NDArray x) {
    return stride == 1 ? x : ClipOps.averagePool(x, stride);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape in = inputShapes[0];
    return new Shape[] {new Shape(in.get(0), out, in.get(2) / stride, in.get(3) / stride)};
  }
}
