package org.gdposr.model.diffusion.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/** A block of one input and one output. */
public abstract class UnaryBlock extends NamedBlock {
  /** Never returns {@code x} itself, so that both can be freed apart. */
  public abstract NDArray forward(NDArray x);

  @Override
  protected final NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.singletonOrThrow()));
  }
}
