package org.gdposr.model.baseline;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** Five convolutions, each seeing all before it, beside a shortcut: (N,C,H,W) kept. */
final class DenseBlock extends UnaryBlock {
  private static final int CONVOLUTIONS = 5;

  private final List<Conv> growing = new ArrayList<>();
  private final Conv last;

  /**
   * @param growth channels that each convolution but the last adds
   */
  DenseBlock(int channels, int growth) {
    int seen = channels;
    for (int i = 1; i < CONVOLUTIONS; i++) {
      growing.add(part("conv" + i, Conv.same(seen, growth)));
      seen += growth;
    }
    last = part("conv" + CONVOLUTIONS, Conv.same(seen, channels));
  }

  @Override
  public NDArray forward(NDArray x) {
    NDArray seen = grow(growing.get(0), x);
    for (Conv conv : growing.subList(1, growing.size())) {
      try (NDArray before = seen) {
        seen = grow(conv, before);
      }
    }
    try (NDArray all = seen; // (N, C + 4·growth, H, W)
        NDArray change = last.forward(all)) {
      return RrdbNet.residual(x, change);
    }
  }

  private static NDArray grow(Conv conv, NDArray seen) {
    return Torch.scoped(
        () -> Ops.concatChannels(seen, RrdbNet.leakyRelu(conv.forward(seen)))); // + growth
  }
}
