package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Images as CLIP wants them: less the mean of its training images, over their deviation. */
final class Normalisation {
  private static final float[] MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
  private static final float[] DEVIATION = {0.26862954f, 0.26130258f, 0.27577711f};

  private final NDArray mean;
  private final NDArray deviation;

  /**
   * @param manager owns the constants
   */
  Normalisation(NDManager manager) {
    mean = manager.create(MEAN, new Shape(1, 3, 1, 1));
    deviation = manager.create(DEVIATION, new Shape(1, 3, 1, 1));
  }

  /** Images (N,3,H,W) in [0, 1] → (N,3,H,W). */
  NDArray of(NDArray images) {
    return ClipOps.normalized(images, mean, deviation);
  }
}
