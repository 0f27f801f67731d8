package org.gdposr.model.training;

import org.gdposr.model.Check;

/**
 * Low-rank adaptation: W + (alpha/rank)·B·A, A ~ N(0, (1/rank)²), B zero at the start.
 *
 * @param rank inner width
 * @param alpha scale numerator
 */
public record LoraSpec(int rank, double alpha) {
  public LoraSpec {
    Check.that(rank >= 1, "lora.rank", rank, ">= 1");
    Check.that(alpha > 0, "lora.alpha", alpha, "> 0");
  }

  /** alpha / rank. */
  public double scale() {
    return alpha / rank;
  }
}
