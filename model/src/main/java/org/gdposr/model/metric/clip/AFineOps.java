package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.torch.ScriptLibrary;

/** A-FINE's operations on the engine. Legend: L patches, C channels; one image at a time. */
final class AFineOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(AFineOps.class, "afine_ops.py");

  private AFineOps() {}

  /** Bicubic interpolation without antialiasing: (1,3,H,W) → (1,3,height,width). */
  static NDArray resized(NDArray image, long height, long width) {
    return call("resized", image, height, width);
  }

  /**
   * Patches (1,C,h,w) after the class token (C), plus positions (P,C) that are resized along the
   * tokens by bicubic interpolation: (1,1+h·w,C).
   */
  static NDArray embedPatches(NDArray patches, NDArray classToken, NDArray positions) {
    return call("embed_patches", patches, classToken, positions);
  }

  /** Tokens (1+L,1,C) as a level of features, without the class token: (1,L,C), not negative. */
  static NDArray patchLevel(NDArray tokens) {
    return call("patch_level", tokens);
  }

  /** Pixels {@code image·deviation + mean} as a level of features: (1,3,H,W) → (1,H·W,3). */
  static NDArray pixelLevel(NDArray image, NDArray mean, NDArray deviation) {
    return call("pixel_level", image, mean, deviation);
  }

  /** Means, then variances, over a level's places: (1,L,C) → (1,2·C). */
  static NDArray moments(NDArray level) {
    return call("moments", level);
  }

  /** Rows end to end. */
  static NDArray join(NDList rows) {
    return LIBRARY.call(rows.get(0).getManager(), "join", rows);
  }

  /**
   * 1 less the weighted sum of all channels' similarities of means (alpha) and of structures
   * (beta).
   *
   * @param alpha (1,1,sum of the levels' C), weights before softplus and division by their sum
   * @param beta as alpha
   * @param levels (1,L,C) each
   * @param reference as levels
   * @return (1,1)
   */
  static NDArray dissimilarity(NDArray alpha, NDArray beta, NDList levels, NDList reference) {
    return call("dissimilarity", alpha, beta, levels, reference);
  }

  /** A logistic curve from low to high: x (1,1), middle and slope scalars. */
  static NDArray logistic(NDArray x, NDArray middle, NDArray slope, double low, double high) {
    return call("logistic", x, middle, slope, low, high);
  }

  /** As {@link #logistic} with numbers. */
  static NDArray logistic(NDArray x, double middle, double slope, double low, double high) {
    return call("fixed_logistic", x, middle, slope, low, high);
  }

  /** {@code exp(softplus(k)·(reference − natural))·natural + fidelity}; all (1,1), k a scalar. */
  static NDArray combined(NDArray natural, NDArray reference, NDArray fidelity, NDArray k) {
    return call("combine", natural, reference, fidelity, k);
  }

  private static NDArray call(String method, Object... args) {
    return LIBRARY.call(((NDArray) args[0]).getManager(), method, args);
  }
}
