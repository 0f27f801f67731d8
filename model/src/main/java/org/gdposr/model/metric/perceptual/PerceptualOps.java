package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.torch.ScriptLibrary;

/** The metrics' operations on the engine; features are (N,C,H,W). */
final class PerceptualOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(PerceptualOps.class, "perceptual_ops.py");

  private PerceptualOps() {}

  /** In place: x must be a fresh result that no operation has saved. */
  static NDArray reluInto(NDArray x) {
    return call("relu_into", x);
  }

  /** Maxima of side × side pixels at stride 2. */
  static NDArray maxPool(NDArray x, int side) {
    return call("max_pool", x, side);
  }

  /** Root of the squares' mean under a window (1,1,3,3), at stride 2. */
  static NDArray l2Pool(NDArray x, NDArray window) {
    return call("l2_pool", x, window);
  }

  /** (x − mean)/deviation, both (1,C,1,1). */
  static NDArray standardized(NDArray x, NDArray mean, NDArray deviation) {
    return call("standardized", x, mean, deviation);
  }

  /**
   * The total (N) plus the spatial mean of the weighted squared difference of the pixels' unit
   * vectors: weights (1,C,1,1). Where every channel is zero the gradient is zero.
   */
  static NDArray addLpips(NDArray total, NDArray x, NDArray y, NDArray weights) {
    return call("add_lpips", total, x, y, weights);
  }

  /** Channels first to first + count − 1 of w over the sum of both: w and other (1,C,1,1). */
  static NDArray share(NDArray w, NDArray other, int first, int count) {
    return call("share", w, other, first, count);
  }

  /** The totals (2,N) of texture and structure plus the terms of one stage. */
  static NDArray addDists(NDArray total, NDArray x, NDArray y, NDArray alpha, NDArray beta) {
    return call("add_dists", total, x, y, alpha, beta);
  }

  /** 1 − (texture + structure): (2,N) → (N). */
  static NDArray dists(NDArray total) {
    return call("dists", total);
  }

  private static NDArray call(String method, Object... args) {
    return LIBRARY.call(((NDArray) args[0]).getManager(), method, args);
  }
}
