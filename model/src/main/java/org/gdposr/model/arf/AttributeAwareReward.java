package org.gdposr.model.arf;

import java.util.List;
import org.gdposr.model.Check;

/** Eq. 7: the attribute-aware reward R = ρ_s·mean(FR) + ρ_d·mean(NR). */
public final class AttributeAwareReward {
  private AttributeAwareReward() {}

  /**
   * Rewards of a group's members.
   *
   * @param fullReference normalised scores in [0, 1] of each full-reference metric (metrics, G)
   * @param noReference the same of each no-reference metric
   * @param weighting how the two means are weighted
   * @param detailRatio ρ_d, the detailed regions' share, in [0, 1]
   * @return rewards in [0, 1] (G)
   */
  public static double[] rewards(
      List<double[]> fullReference,
      List<double[]> noReference,
      RegionWeighting weighting,
      double detailRatio) {
    Check.that(
        !fullReference.isEmpty() || !noReference.isEmpty(), "metrics", "none", "at least one");
    Check.that(detailRatio >= 0 && detailRatio <= 1, "detailRatio", detailRatio, "in [0, 1]");
    int members = (fullReference.isEmpty() ? noReference : fullReference).get(0).length;
    double smoothWeight = weighting.fullReferenceWeight(detailRatio);
    double[] rewards = new double[members];
    addMean(rewards, fullReference, smoothWeight);
    addMean(rewards, noReference, 1 - smoothWeight);
    return rewards;
  }

  private static void addMean(double[] rewards, List<double[]> metrics, double weight) {
    for (double[] scores : metrics) {
      Check.that(scores.length == rewards.length, "scores", scores.length, "" + rewards.length);
      for (int i = 0; i < rewards.length; i++) {
        rewards[i] += weight * scores[i] / metrics.size();
      }
    }
  }
}
