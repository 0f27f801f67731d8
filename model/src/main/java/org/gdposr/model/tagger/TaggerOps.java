package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.torch.ScriptLibrary;
import org.jspecify.annotations.Nullable;

/** The tagger's operations on the engine. */
final class TaggerOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(TaggerOps.class, "tagger_ops.py");

  private TaggerOps() {}

  /**
   * Images (N,3,H,W) resized to (N,3,side,side) by antialiased bilinear interpolation, less the
   * mean, over the deviation; both (1,3,1,1).
   */
  static NDArray prepared(NDArray images, int side, NDArray mean, NDArray deviation) {
    return LIBRARY.call(images.getManager(), "prepared", images, side, mean, deviation);
  }

  /** Tokens (N,side²,C), rolled by the shift, as windows (N·W,w²,C). */
  static NDArray windows(NDArray tokens, Windows layout) {
    return LIBRARY.call(
        tokens.getManager(), "windows", tokens, layout.side(), layout.window(), layout.shift());
  }

  /** The inverse of {@link #windows}. */
  static NDArray joinWindows(NDArray windows, Windows layout) {
    return LIBRARY.call(
        windows.getManager(),
        "join_windows",
        windows,
        layout.side(),
        layout.window(),
        layout.shift());
  }

  /**
   * Softmax(scale·QKᵀ + bias + mask)·V within each window.
   *
   * @param qkv queries, keys and values (N·W,w²,3·C)
   * @param table bias of each head by relative position ((2w−1)²,heads)
   * @param index places in the table (w⁴)
   * @param mask added to the scores (W,w²,w²), or null
   * @return (N·W,w²,C)
   */
  static NDArray windowAttention(
      NDArray qkv, double scale, NDArray table, NDArray index, @Nullable NDArray mask) {
    return mask == null
        ? LIBRARY.call(qkv.getManager(), "window_attention", qkv, scale, table, index)
        : LIBRARY.call(qkv.getManager(), "masked_window_attention", qkv, scale, table, index, mask);
  }

  /** Each 2×2 tokens as one, columns before rows: (N,side²,C) → (N,side²/4,4·C). */
  static NDArray mergePatches(NDArray tokens, int side) {
    return LIBRARY.call(tokens.getManager(), "merge_patches", tokens, side);
  }

  /** Tokens with their mean before them: (N,L,C) → (N,1+L,C). */
  static NDArray withMean(NDArray tokens) {
    return LIBRARY.call(tokens.getManager(), "with_mean", tokens);
  }

  /** (T,C) once for each of the images (N,L,D), with them: (N,T,C). */
  static NDArray repeated(NDArray x, NDArray images) {
    return LIBRARY.call(images.getManager(), "repeated", x, images.getShape().get(0));
  }

  /**
   * Adds scale·B·A to the rows of queries and of values, in place.
   *
   * @param weight (3·C,C)
   * @param a that of the queries over that of the values (2·r,C)
   * @param b likewise (2·C,r)
   */
  static void mergeQueryValue(NDArray weight, NDArray a, NDArray b, double scale) {
    LIBRARY.call(weight.getManager(), "merge_query_value", weight, a, b, scale).close();
  }
}
