package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.torch.ScriptLibrary;

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
