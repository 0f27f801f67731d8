package org.gdposr.model.degradation;

import java.util.Arrays;
import org.gdposr.model.random.RandomStream;

/**
 * Poisson noise of samples rounded to 8 bits. A sample of level k counts photons with mean
 * k/255·vals, vals being the number of distinct levels rounded up to a power of 2; its noise is
 * count/vals − k/255. Counts are drawn by inverting the distribution of each level.
 */
final class ShotNoise {
  private static final int LEVELS = 256;
  private static final double NEGLIGIBLE = 1e-18;

  private final double vals;
  private final RandomStream random;
  private final double[][] cumulative = new double[LEVELS][];
  private final int[] firstCount = new int[LEVELS];

  private ShotNoise(double vals, RandomStream random) {
    this.vals = vals;
    this.random = random;
  }

  /** Noise of samples about in [0, 1]. */
  static ShotNoise of(float[] samples, RandomStream random) {
    boolean[] seen = new boolean[LEVELS];
    for (float sample : samples) {
      seen[level(sample)] = true;
    }
    int distinct = 0;
    for (boolean one : seen) {
      distinct += one ? 1 : 0;
    }
    int vals = 1;
    while (vals < distinct) {
      vals *= 2;
    }
    return new ShotNoise(vals, random);
  }

  /** The next noise, for a sample. */
  float next(float sample) {
    int level = level(sample);
    double[] table = cumulative[level];
    if (table == null) {
      table = table(level);
      cumulative[level] = table;
    }
    int found = Arrays.binarySearch(table, random.nextDouble());
    int index = found >= 0 ? found + 1 : -found - 1;
    int count = firstCount[level] + Math.min(index, table.length - 1);
    return (float) (count / vals) - level / 255f;
  }

  private static int level(float sample) {
    return (int) Math.rint(Math.min(1f, Math.max(0f, sample)) * 255f);
  }

  /** P(count ≤ first + i) from the first count that has any weight to the last. */
  private double[] table(int level) {
    double mean = level / 255.0 * vals;
    int last = (int) (mean + 12 * Math.sqrt(mean) + 30);
    double[] sums = new double[last + 1];
    double probability = StrictMath.exp(-mean);
    double sum = 0;
    int first = 0;
    for (int count = 0; count <= last; count++) {
      sum += probability;
      sums[count] = sum;
      if (sum < NEGLIGIBLE) {
        first = count + 1;
      }
      probability *= mean / (count + 1);
    }
    firstCount[level] = first;
    return Arrays.copyOfRange(sums, first, sums.length);
  }
}
