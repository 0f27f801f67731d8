package org.gdposr.model.degradation;

import java.util.List;
import org.gdposr.model.degradation.BlurKernel.Ellipse;
import org.gdposr.model.random.RandomStream;

/** Draws blur kernels as Real-ESRGAN does. */
final class RandomKernels {
  private static final int SMALLEST = 7;
  private static final int SIZES = 8; // 7, 9 … 21
  private static final int LARGE = 13;
  private static final double GENERALISED_LOW = 0.5;
  private static final double GENERALISED_HIGH = 4;
  private static final double PLATEAU_LOW = 1;
  private static final double PLATEAU_HIGH = 2;

  /** Chances of iso, aniso, generalised iso and aniso, plateau iso and aniso. */
  private static final List<Double> SHAPES = List.of(0.45, 0.25, 0.12, 0.03, 0.12, 0.03);

  private RandomKernels() {}

  /**
   * A kernel of one order's blur.
   *
   * @param side shorter side of the image; kernels too large to reflect it are made smaller
   */
  static BlurKernel blur(DegradationOrder order, int side, RandomStream random) {
    int size = size(side, random);
    if (random.nextDouble() < order.sincProbability()) {
      double lowest = size < LARGE ? Math.PI / 3 : Math.PI / 5;
      return BlurKernel.sinc(size, random.uniform(lowest, Math.PI));
    }
    int shape = choice(SHAPES, random);
    double sigma = uniform(order.blurSigma(), random);
    boolean round = shape % 2 == 0;
    Ellipse ellipse =
        round
            ? Ellipse.circle(sigma)
            : new Ellipse(
                sigma, uniform(order.blurSigma(), random), random.uniform(-Math.PI, Math.PI));
    if (shape < 2) {
      return BlurKernel.gaussian(size, ellipse);
    }
    return shape < 4
        ? BlurKernel.generalised(size, ellipse, beta(GENERALISED_LOW, GENERALISED_HIGH, random))
        : BlurKernel.plateau(size, ellipse, beta(PLATEAU_LOW, PLATEAU_HIGH, random));
  }

  /** The final sinc filter's kernel. */
  static BlurKernel finalSinc(int side, RandomStream random) {
    int size = size(side, random);
    return BlurKernel.sinc(size, random.uniform(Math.PI / 3, Math.PI));
  }

  /** An index drawn by its chance; chances sum to 1. */
  static int choice(List<Double> chances, RandomStream random) {
    double draw = random.nextDouble();
    int last = chances.size() - 1;
    for (int i = 0; i < last; i++) {
      draw -= chances.get(i);
      if (draw < 0) {
        return i;
      }
    }
    return last;
  }

  static double uniform(List<Double> range, RandomStream random) {
    return random.uniform(range.get(0), range.get(1));
  }

  private static int size(int side, RandomStream random) {
    return Math.min(SMALLEST + 2 * random.nextInt(SIZES), 2 * side - 1);
  }

  /** Half the time below 1, half above, so that both kinds of tails are as likely. */
  private static double beta(double low, double high, RandomStream random) {
    return random.nextDouble() < 0.5 ? random.uniform(low, 1) : random.uniform(1, high);
  }
}
