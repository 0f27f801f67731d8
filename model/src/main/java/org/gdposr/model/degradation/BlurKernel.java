package org.gdposr.model.degradation;

import java.util.function.DoubleUnaryOperator;

/**
 * A blur kernel whose weights sum to 1.
 *
 * @param size side, odd
 * @param weights (size, size)
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record BlurKernel(int size, float[] weights) {
  private static final int BESSEL_NODES = 64;

  /** Gaussian exp(−q/2) over an ellipse. */
  static BlurKernel gaussian(int size, Ellipse ellipse) {
    return of(size, ellipse, q -> StrictMath.exp(-0.5 * q));
  }

  /** Generalised Gaussian exp(−q^β/2). */
  static BlurKernel generalised(int size, Ellipse ellipse, double beta) {
    return of(size, ellipse, q -> StrictMath.exp(-0.5 * StrictMath.pow(q, beta)));
  }

  /** Plateau 1/(q^β + 1). */
  static BlurKernel plateau(int size, Ellipse ellipse, double beta) {
    return of(size, ellipse, q -> 1 / (StrictMath.pow(q, beta) + 1));
  }

  /**
   * Circular low-pass filter ("sinc"): ω·J₁(ω·r)/(2π·r).
   *
   * @param cutoff ω, radians a pixel, at most π
   */
  static BlurKernel sinc(int size, double cutoff) {
    int half = size / 2;
    double[] byDistance = new double[2 * half * half + 1]; // by r²
    double[] kernel = new double[size * size];
    for (int y = -half; y <= half; y++) {
      for (int x = -half; x <= half; x++) {
        int squared = x * x + y * y;
        if (byDistance[squared] == 0) {
          double r = Math.sqrt(squared);
          byDistance[squared] =
              squared == 0
                  ? cutoff * cutoff / (4 * Math.PI)
                  : cutoff * besselJ1(cutoff * r) / (2 * Math.PI * r);
        }
        kernel[(y + half) * size + x + half] = byDistance[squared];
      }
    }
    return normalised(size, kernel);
  }

  /** J₁ by its integral over half a turn: midpoints converge faster than any power for x < 64. */
  private static double besselJ1(double x) {
    double sum = 0;
    for (int k = 0; k < BESSEL_NODES; k++) {
      double angle = (k + 0.5) * Math.PI / BESSEL_NODES;
      sum += StrictMath.cos(angle - x * StrictMath.sin(angle));
    }
    return sum / BESSEL_NODES;
  }

  /**
   * @param profile weight by q, the squared Mahalanobis distance from the centre
   */
  private static BlurKernel of(int size, Ellipse ellipse, DoubleUnaryOperator profile) {
    int half = size / 2;
    double[] kernel = new double[size * size];
    for (int y = -half; y <= half; y++) {
      for (int x = -half; x <= half; x++) {
        kernel[(y + half) * size + x + half] = profile.applyAsDouble(ellipse.squared(x, y));
      }
    }
    return normalised(size, kernel);
  }

  private static BlurKernel normalised(int size, double[] kernel) {
    double sum = 0;
    for (double weight : kernel) {
      sum += weight;
    }
    float[] weights = new float[kernel.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (kernel[i] / sum);
    }
    return new BlurKernel(size, weights);
  }

  /**
   * A kernel's shape.
   *
   * @param sigmaX pixels along the first axis
   * @param sigmaY pixels along the second
   * @param angle of the first axis to the rows, radians
   */
  record Ellipse(double sigmaX, double sigmaY, double angle) {
    static Ellipse circle(double sigma) {
      return new Ellipse(sigma, sigma, 0);
    }

    /** Squared distance of (x, y) from the centre, in sigmas. */
    double squared(double x, double y) {
      double cos = StrictMath.cos(angle);
      double sin = StrictMath.sin(angle);
      double along = (x * cos + y * sin) / sigmaX;
      double across = (y * cos - x * sin) / sigmaY;
      return along * along + across * across;
    }
  }
}
