package org.gdposr.model.swin;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.torch.ScriptLibrary;
import org.jspecify.annotations.Nullable;

/** The windows' operations on the engine. */
final class WindowOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(WindowOps.class, "window_ops.py");

  private WindowOps() {}

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
}
