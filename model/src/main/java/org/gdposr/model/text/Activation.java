package org.gdposr.model.text;

import ai.djl.ndarray.NDArray;
import org.gdposr.model.torch.Ops;

/** Activations of text encoders, under transformers' names in small letters. */
public enum Activation {
  /** Stable Diffusion 2's. */
  GELU("gelu") {
    @Override
    NDArray apply(NDArray x) {
      return Ops.gelu(x);
    }
  },

  /** Stable Diffusion 1's. */
  QUICK_GELU("quick_gelu") {
    @Override
    NDArray apply(NDArray x) {
      return Ops.quickGelu(x);
    }
  };

  private final String word;

  Activation(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  abstract NDArray apply(NDArray x);

  /**
   * @throws IllegalArgumentException for a word that names none
   */
  static Activation of(String word) {
    for (Activation activation : values()) {
      if (activation.word.equals(word)) {
        return activation;
      }
    }
    throw new IllegalArgumentException(
        "hidden_act: " + word + " (expected: gelu or quick_gelu, as Stable Diffusion 2 and 1)");
  }
}
