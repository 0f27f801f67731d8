package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.NamedBlock;

/** Naturalness and fidelity in one number; the less natural the reference, the less it counts. */
final class Adapter extends NamedBlock {
  private final Parameter k = tensor("k", Parameter.Type.OTHER, new Shape());

  /** All (1,1): the image's and the reference's naturalness, and the fidelity. */
  NDArray forward(NDArray natural, NDArray reference, NDArray fidelity) {
    return AFineOps.combined(natural, reference, fidelity, k.getArray());
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1), inputs.get(2)));
  }
}
