package org.gdposr.model.metric;

/**
 * A fit of the asymmetric generalised Gaussian by moments (Mittal, Soundararajan and Bovik 2013).
 * Not a number where the samples don't define it: no negative or no positive ones.
 *
 * @param alpha shape, 0.2 … 10 in steps of 0.001
 * @param betaLeft scale of the negative side
 * @param betaRight scale of the positive side
 * @param meanFactor the distribution's mean over (betaRight − betaLeft)
 */
record AsymmetricGaussian(double alpha, double betaLeft, double betaRight, double meanFactor) {
  private static final int STEPS = 9801;
  private static final double[] RATIO = new double[STEPS]; // Γ(2/α)² / (Γ(1/α)·Γ(3/α)), rising
  private static final double[] BETA_FACTOR = new double[STEPS]; // √(Γ(1/α) / Γ(3/α))
  private static final double[] MEAN_FACTOR = new double[STEPS]; // Γ(2/α) / Γ(1/α)

  static {
    for (int i = 0; i < STEPS; i++) {
      double one = LogGamma.of(1 / alpha(i));
      double two = LogGamma.of(2 / alpha(i));
      double three = LogGamma.of(3 / alpha(i));
      RATIO[i] = StrictMath.exp(2 * two - one - three);
      BETA_FACTOR[i] = Math.sqrt(StrictMath.exp(one - three));
      MEAN_FACTOR[i] = StrictMath.exp(two - one);
    }
  }

  /** Sums over samples, from which the fit is made. */
  static final class Sums {
    private int left;
    private int right;
    private double leftSquares;
    private double rightSquares;
    private double absolutes;

    void add(double sample) {
      if (sample < 0) {
        left++;
        leftSquares += sample * sample;
        absolutes -= sample;
      } else if (sample > 0) {
        right++;
        rightSquares += sample * sample;
        absolutes += sample;
      }
    }

    /**
     * @param count samples, zeros included
     */
    AsymmetricGaussian fit(int count) {
      double leftDeviation = Math.sqrt(leftSquares / left);
      double rightDeviation = Math.sqrt(rightSquares / right);
      double gamma = leftDeviation / rightDeviation;
      double mean = absolutes / count;
      double r = mean * mean / ((leftSquares + rightSquares) / count);
      double squared = gamma * gamma + 1;
      int index = nearest(r * (gamma * gamma * gamma + 1) * (gamma + 1) / (squared * squared));
      double factor = BETA_FACTOR[index];
      return new AsymmetricGaussian(
          alpha(index), leftDeviation * factor, rightDeviation * factor, MEAN_FACTOR[index]);
    }
  }

  private static double alpha(int index) {
    return 0.2 + 0.001 * index;
  }

  /** Index of the nearest ratio; the first where it isn't a number. */
  private static int nearest(double ratio) {
    int low = 0;
    int high = STEPS - 1;
    if (!(ratio > RATIO[low])) {
      return low;
    }
    if (ratio >= RATIO[high]) {
      return high;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (RATIO[middle] <= ratio) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return ratio - RATIO[low] <= RATIO[high] - ratio ? low : high;
  }
}
