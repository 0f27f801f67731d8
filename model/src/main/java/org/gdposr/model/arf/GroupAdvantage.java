package org.gdposr.model.arf;

import org.gdposr.model.Check;

/** Eq. 8: the group advantage A = (R − mean) / (std + 1e-8). */
public final class GroupAdvantage {
  private static final double EPSILON = 1e-8;

  private GroupAdvantage() {}

  /**
   * Advantages of a group's members; the deviation is unbiased. All zero when all rewards tie.
   *
   * @param rewards finite (G), G ≥ 2
   */
  public static double[] of(double[] rewards) {
    Check.that(rewards.length >= 2, "group size", rewards.length, ">= 2");
    double[] advantages = new double[rewards.length];
    double sum = 0;
    boolean tied = true;
    for (double reward : rewards) {
      Check.that(Double.isFinite(reward), "reward", reward, "finite");
      sum += reward;
      tied &= reward == rewards[0];
    }
    if (tied) { // their rounded mean may differ from them
      return advantages;
    }
    double mean = sum / rewards.length;
    double squares = 0;
    for (double reward : rewards) {
      squares += (reward - mean) * (reward - mean);
    }
    double deviation = Math.sqrt(squares / (rewards.length - 1));
    for (int i = 0; i < rewards.length; i++) {
      advantages[i] = (rewards[i] - mean) / (deviation + EPSILON);
    }
    return advantages;
  }
}
