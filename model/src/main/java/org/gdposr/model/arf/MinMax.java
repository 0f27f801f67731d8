package org.gdposr.model.arf;

import org.gdposr.model.Check;
import org.gdposr.model.metric.MetricName;

/** Scores of a group scaled to [0, 1], the best at 1. */
public final class MinMax {
  private MinMax() {}

  /**
   * Min-max normalised scores of one metric; lower-better ones enter negated. When all tie, all get
   * 0: one constant for all moves no advantage.
   *
   * @param scores one of each member (G), finite
   */
  public static double[] normalise(MetricName metric, double[] scores) {
    double sign = metric.higherIsBetter() ? 1 : -1;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      Check.that(Double.isFinite(score), metric + " score", score, "finite");
      low = Math.min(low, sign * score);
      high = Math.max(high, sign * score);
    }
    double[] normalised = new double[scores.length];
    if (high > low) {
      for (int i = 0; i < scores.length; i++) {
        normalised[i] = (sign * scores[i] - low) / (high - low);
      }
    }
    return normalised;
  }
}
