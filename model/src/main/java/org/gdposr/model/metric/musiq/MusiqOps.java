package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.gdposr.model.torch.ScriptLibrary;

/** MUSIQ's operations on the engine. */
final class MusiqOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(MusiqOps.class, "musiq_ops.py");

  private MusiqOps() {}

  /** [0, 1] to [−1, 1]. */
  static NDArray signed(NDArray image) {
    return LIBRARY.call(image.getManager(), "signed", image);
  }

  /** By bicubic interpolation without antialiasing: (1,3,H,W) → (1,3,height,width). */
  static NDArray resized(NDArray image, long height, long width) {
    return LIBRARY.call(image.getManager(), "resized", image, height, width);
  }

  /**
   * Patches of images one after the other.
   *
   * @param images of each scale, (1,3,H,W)
   * @param lengths patches that each scale is filled up to by zeros, 0 for no more than it has
   * @param side of a patch, pixels
   * @param grid side of the table of positions
   * @return patches (L,3,side,side), places in the table (L), scales (L) and what is no filling (L)
   */
  static NDList patches(NDList images, long[] lengths, int side, int grid) {
    return LIBRARY.callList(images.get(0).getManager(), "patches", images, lengths, side, grid);
  }

  /** By a kernel less its mean, over its deviation; zeros around keep ⌈H/stride⌉ × ⌈W/stride⌉. */
  static NDArray standardizedConv(NDArray x, NDArray weight, int stride) {
    return LIBRARY.call(x.getManager(), "standardized_conv", x, weight, stride);
  }

  /** Largest of relu over 3×3, stride 2: (N,C,H,W) → (N,C,⌈H/2⌉,⌈W/2⌉). */
  static NDArray reluPool(NDArray x) {
    return LIBRARY.call(x.getManager(), "relu_pool", x);
  }

  /** Patches' features as rows, the channel last: (L,C,h,w) → (1,L,h·w·C). */
  static NDArray rows(NDArray features) {
    return LIBRARY.call(features.getManager(), "rows", features);
  }

  /**
   * Tokens (1,L,C) with the embeddings of their places and scales, the class token before them.
   *
   * @param places table (1,P,C) and {@code place} (L)
   * @param scales table (S,C) and {@code scale} (L)
   * @param first (1,1,C)
   * @return (1,1+L,C)
   */
  static NDArray embedded(
      NDArray tokens, NDArray places, NDArray place, NDArray scales, NDArray scale, NDArray first) {
    return LIBRARY.call(
        tokens.getManager(), "embedded", tokens, places, place, scales, scale, first);
  }

  /** Where two tokens both are none of the filling: mask (L) → (1+L,1+L) with the class token. */
  static NDArray pairs(NDArray mask) {
    return LIBRARY.call(mask.getManager(), "pairs", mask);
  }

  /** Multi-head attention with scores of −1000 outside {@code pairs}: all (1,L,C). */
  static NDArray maskedAttention(NDArray q, NDArray k, NDArray v, int heads, NDArray pairs) {
    return LIBRARY.call(q.getManager(), "masked_attention", q, k, v, heads, pairs);
  }

  /** The class token: (1,1+L,C) → (1,C). */
  static NDArray classToken(NDArray tokens) {
    return LIBRARY.call(tokens.getManager(), "class_token", tokens);
  }
}
