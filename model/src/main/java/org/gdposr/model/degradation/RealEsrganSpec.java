package org.gdposr.model.degradation;

import org.gdposr.model.Check;

/**
 * Real-ESRGAN's second-order degradation.
 *
 * @param first the first order
 * @param second the second order
 * @param secondBlurProbability chance of the second blur
 * @param finalSincProbability chance of the final sinc filter
 */
public record RealEsrganSpec(
    DegradationOrder first,
    DegradationOrder second,
    double secondBlurProbability,
    double finalSincProbability) {
  public RealEsrganSpec {
    first.check("degradation.realEsrgan.first");
    second.check("degradation.realEsrgan.second");
    Check.that(
        secondBlurProbability >= 0 && secondBlurProbability <= 1,
        "degradation.realEsrgan.secondBlurProbability",
        secondBlurProbability,
        "in [0, 1]");
    Check.that(
        finalSincProbability >= 0 && finalSincProbability <= 1,
        "degradation.realEsrgan.finalSincProbability",
        finalSincProbability,
        "in [0, 1]");
  }
}
