package org.gdposr.model.naosd;

import org.gdposr.model.Check;

/**
 * One term of the training loss.
 *
 * @param kind what is compared
 * @param weight factor, greater than 0
 */
public record LossTerm(Kind kind, double weight) {
  /** Reconstruction losses between the restored image and HR, both in [−1, 1]. */
  public enum Kind {
    /** Mean squared error, as the authors' code has it. */
    MSE,
    /** Mean absolute error, as the paper's Eq. 5 has it. */
    L1
  }

  public LossTerm {
    Check.that(weight > 0, "naosd.loss.weight", weight, "> 0");
  }
}
