package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.torch.ScriptLibrary;

/**
 * CLIP's operations on the engine. Legend: N batch, C channels, L tokens; tokens lie before the
 * batch, (L,N,C), as in the official code, since the order shows in the bits of products.
 */
final class ClipOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(ClipOps.class, "clip_ops.py");

  private ClipOps() {}

  /** Images (N,3,H,W) less the mean, over the deviation; both (1,3,1,1). */
  static NDArray normalized(NDArray images, NDArray mean, NDArray deviation) {
    return call("normalized", images, mean, deviation);
  }

  /** Values rounded to half precision. */
  static NDArray throughHalf(NDArray x) {
    return call("through_half", x);
  }

  /** x (N,C,H,W), weight (O,C,k,k), no bias. */
  static NDArray conv2d(NDArray x, NDArray weight, int stride, int padding) {
    return call("conv2d", x, weight, stride, padding);
  }

  /** By the statistics of training: x (N,C,H,W), the rest (C). */
  static NDArray batchNorm(
      NDArray x, NDArray weight, NDArray bias, NDArray mean, NDArray variance) {
    return call("batch_norm", x, weight, bias, mean, variance);
  }

  /** {@code relu(batchNorm(x))} in one call. */
  static NDArray batchNormRelu(
      NDArray x, NDArray weight, NDArray bias, NDArray mean, NDArray variance) {
    return call("batch_norm_relu", x, weight, bias, mean, variance);
  }

  /** {@code relu(x + y)} in place: x must be a fresh result. */
  static NDArray addReluInto(NDArray x, NDArray y) {
    return call("add_relu_into", x, y);
  }

  /** Means of squares that don't overlap: (N,C,H,W) → (N,C,⌊H/side⌋,⌊W/side⌋). */
  static NDArray averagePool(NDArray x, int side) {
    return call("average_pool", x, side);
  }

  /** Pixels as tokens with their mean before them: (N,C,H,W) → (1+H·W,N,C). */
  static NDArray withMean(NDArray x) {
    return call("with_mean", x);
  }

  /** Scaled dot-product attention: all (L,N,C). */
  static NDArray attention(NDArray q, NDArray k, NDArray v, int heads) {
    return call("plain_attention", q, k, v, heads);
  }

  /**
   * Attention of tokens over themselves, whose queries, keys and values come from one product.
   *
   * @param x (L,N,C)
   * @param weight (3·C,C)
   * @param bias (3·C)
   * @param causal each token sees itself and those before it
   * @return (L,N,C)
   */
  static NDArray selfAttention(NDArray x, NDArray weight, NDArray bias, int heads, boolean causal) {
    return call(causal ? "causal_self_attention" : "self_attention", x, weight, bias, heads);
  }

  /** (N,L,C) → (L,N,C) and back, a view. */
  static NDArray swapTokensAndBatch(NDArray x) {
    return call("swap_tokens_and_batch", x);
  }

  /**
   * Tokens at each text's highest id, projected: x (N,L,C), ids (N,L), projection (C,E) → (N,E).
   */
  static NDArray endFeatures(NDArray x, NDArray ids, NDArray projection) {
    return call("end_features", x, ids, projection);
  }

  /** Rows at length 1. */
  static NDArray unit(NDArray x) {
    return call("unit", x);
  }

  static NDArray exp(NDArray x) {
    return call("exp", x);
  }

  /**
   * Mean over pairs of texts of the first one's probability.
   *
   * @param images (N,E)
   * @param texts (2·P,E) of length 1, each pair in neighbouring rows
   * @param scale of the cosines, a scalar
   * @return (N)
   */
  static NDArray antonymScore(NDArray images, NDArray texts, NDArray scale) {
    return call("antonym_score", images, texts, scale);
  }

  private static NDArray call(String method, Object... args) {
    return LIBRARY.call(((NDArray) args[0]).getManager(), method, args);
  }
}
