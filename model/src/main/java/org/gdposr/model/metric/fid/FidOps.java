package org.gdposr.model.metric.fid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.torch.ScriptLibrary;

/** The metric's operations on the engine. Legend: N images, C channels, D features. */
final class FidOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(FidOps.class, "fid_ops.py");

  private FidOps() {}

  /** {@code max(norm(w∗x), 0)} by running moments, each (C): x (N,in,H,W), w (C,in,kh,kw). */
  static NDArray convNormRelu(
      NDArray x,
      NDArray w,
      NDArray scale,
      NDArray shift,
      NDArray mean,
      NDArray variance,
      int stride,
      int top,
      int left) {
    return call("conv_norm_relu", x, w, scale, shift, mean, variance, stride, top, left);
  }

  /** Maxima of 3×3 pixels. */
  static NDArray maxPool(NDArray x, int stride, int padding) {
    return call("max_pool", x, stride, padding);
  }

  /** Means of 3×3 pixels at stride 1, without those outside the image. */
  static NDArray averagePool(NDArray x) {
    return call("average_pool", x);
  }

  /** Along the channels. */
  static NDArray concat(NDList xs) {
    return LIBRARY.call(xs.get(0).getManager(), "concat", xs);
  }

  /** (N,C,H,W) → (N,C). */
  static NDArray spatialMean(NDArray x) {
    return call("spatial_mean", x);
  }

  /** Levels 0 … 255 as (x − 128)/128. */
  static NDArray fromLevels(NDArray x) {
    return call("from_levels", x);
  }

  /** Levels (N,3,H,W) → (N,3,side,side) in [−1, 1] by PyTorch's bilinear, not antialiased. */
  static NDArray bilinear(NDArray x, int side) {
    return call("bilinear", x, side);
  }

  /** Levels (N,3,H,W) → (N,3,side,side) by TensorFlow 1's bilinear, then (x − 128)/128. */
  static NDArray tensorflowBilinear(NDArray x, int side) {
    return call("tensorflow_bilinear", x, side);
  }

  /**
   * Adds features (N,D) to the float64 moments of {@code before} rows, in place.
   *
   * @param mean (D)
   * @param scatter sums of products of differences from the mean (D,D)
   */
  static void addMoments(NDArray mean, NDArray scatter, NDArray features, long before) {
    call("add_moments", mean, scatter, features, before).close();
  }

  /** R of rank r with R·Rᵀ = scatter/(count − 1): (D,D) → (D,r). */
  static NDArray root(NDArray scatter, long count) {
    return call("root", scatter, count);
  }

  /** ‖μ₁ − μ₂‖² + tr Σ₁ + tr Σ₂ − 2·tr √(Σ₁Σ₂) of roots of the Σ; a float64 scalar. */
  static NDArray frechet(NDArray mean1, NDArray root1, NDArray mean2, NDArray root2) {
    return call("frechet", mean1, root1, mean2, root2);
  }

  private static NDArray call(String method, Object... args) {
    return LIBRARY.call(((NDArray) args[0]).getManager(), method, args);
  }
}
