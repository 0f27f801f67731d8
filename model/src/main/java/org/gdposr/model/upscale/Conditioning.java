package org.gdposr.model.upscale;

import ai.djl.ndarray.NDArray;

/** Embeds a prompt: a tokenizer and a text encoder. */
@FunctionalInterface
public interface Conditioning {
  /**
   * The UNet's context for a prompt.
   *
   * @return (1, T, D)
   */
  NDArray context(String prompt);
}
