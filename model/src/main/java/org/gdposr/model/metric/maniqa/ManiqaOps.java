package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.torch.ScriptLibrary;

/** MANIQA's operations on the engine. */
final class ManiqaOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(ManiqaOps.class, "maniqa_ops.py");

  private ManiqaOps() {}

  /**
   * Square crops at even steps in [−1, 1], row by row from the top left, of an image (1,3,H,W) in
   * [0, 1]; one whose shorter side isn't longer than the crops' is enlarged to one pixel more.
   *
   * @param count N, of which there are ⌊√N⌋ + 1 in a row
   * @return (N,3,side,side)
   */
  static NDArray crops(NDArray image, int side, int count) {
    Shape shape = image.getShape();
    try (NDArray normalised = LIBRARY.call(image.getManager(), "normalised", image)) {
      if (Math.min(shape.get(2), shape.get(3)) > side) {
        return LIBRARY.call(image.getManager(), "crops", normalised, side, count);
      }
      try (NDArray larger = Enlargement.of(normalised, side + 1)) {
        return LIBRARY.call(image.getManager(), "crops", larger, side, count);
      }
    }
  }

  /**
   * Patches (N,C,h,w) as tokens behind the class token (1,1,C), with their places' embeddings
   * (1,1+h·w,C): (N,1+h·w,C).
   */
  static NDArray visionTokens(NDArray patches, NDArray classToken, NDArray places) {
    return LIBRARY.call(patches.getManager(), "vision_tokens", patches, classToken, places);
  }

  /** Scaled dot-product attention of queries, keys and values (N,L,3·C) → (N,L,C). */
  static NDArray packedAttention(NDArray qkv, int heads) {
    return LIBRARY.call(qkv.getManager(), "packed_attention", qkv, heads);
  }

  /** Outputs of K blocks, each (N,1+L,C), less the class token: channels (N,K·C,L). */
  static NDArray features(NDList outputs) {
    return LIBRARY.call(outputs.get(0).getManager(), "features", outputs);
  }

  /**
   * x plus softmax(QKᵀ/√L)·V of channels, all (N,C,L). As in the authors' code the product's rows
   * and columns are exchanged but not its shape.
   */
  static NDArray channelAttention(NDArray x, NDArray q, NDArray k, NDArray v) {
    return LIBRARY.call(x.getManager(), "channel_attention", x, q, k, v);
  }

  /** (N,C,side²) → (N,C,side,side). */
  static NDArray pixels(NDArray channels, int side) {
    return LIBRARY.call(channels.getManager(), "pixels", channels, side);
  }

  /** (N,side²,C) → (N,C,side,side). */
  static NDArray tokenPixels(NDArray tokens, int side) {
    return LIBRARY.call(tokens.getManager(), "token_pixels", tokens, side);
  }

  /** (N,C,side,side) → (N,C,side²). */
  static NDArray channels(NDArray pixels) {
    return LIBRARY.call(pixels.getManager(), "channels", pixels);
  }

  /** scale·x + shortcut. */
  static NDArray scaledResidual(NDArray x, double scale, NDArray shortcut) {
    return LIBRARY.call(x.getManager(), "scaled_residual", x, scale, shortcut);
  }

  /** Mean of relu(scores) weighted by sigmoid(weights), over all of either: (1). */
  static NDArray weightedMean(NDArray scores, NDArray weights) {
    return LIBRARY.call(scores.getManager(), "weighted_mean", scores, weights);
  }
}
