package org.gdposr.model.baseline;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.diffusion.block.UnaryBlock;

/** A residual in residual dense block: (N,C,H,W) kept. */
final class Rrdb extends UnaryBlock {
  private final DenseBlock first;
  private final DenseBlock second;
  private final DenseBlock third;

  Rrdb(int channels, int growth) {
    first = part("rdb1", new DenseBlock(channels, growth));
    second = part("rdb2", new DenseBlock(channels, growth));
    third = part("rdb3", new DenseBlock(channels, growth));
  }

  @Override
  public NDArray forward(NDArray x) {
    try (NDArray h1 = first.forward(x);
        NDArray h2 = second.forward(h1);
        NDArray h3 = third.forward(h2)) {
      return RrdbNet.residual(x, h3);
    }
  }
}
