package org.gdposr.model.training;

import org.gdposr.model.Check;

/**
 * AdamW with global-norm clipping, at a constant rate.
 *
 * @param learningRate greater than 0
 * @param beta1 in [0, 1)
 * @param beta2 in [0, 1)
 * @param weightDecay decoupled, at least 0
 * @param epsilon greater than 0
 * @param clipNorm largest global norm of the gradients, greater than 0
 */
public record OptimizerSpec(
    double learningRate,
    double beta1,
    double beta2,
    double weightDecay,
    double epsilon,
    double clipNorm) {
  public OptimizerSpec {
    Check.that(learningRate > 0, "learningRate", learningRate, "> 0");
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", beta1, "in [0, 1)");
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", beta2, "in [0, 1)");
    Check.that(weightDecay >= 0, "weightDecay", weightDecay, ">= 0");
    Check.that(epsilon > 0, "epsilon", epsilon, "> 0");
    Check.that(clipNorm > 0, "clipNorm", clipNorm, "> 0");
  }
}
