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

  private static final int GUIDES = 256;

  private final double vals;
  private final RandomStream random;
  private final Counts[] counts = new Counts[LEVELS];

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
    Counts table = counts[level];
    if (table == null) {
      table = Counts.of(level / 255.0 * vals);
      counts[level] = table;
    }
    return (float) (table.draw(random.nextDouble()) / vals) - level / 255f;
  }

  private static int level(float sample) {
    return (int) Math.rint(Math.min(1f, Math.max(0f, sample)) * 255f);
  }

  /**
   * A Poisson distribution.
   *
   * @param first the first count that has any weight
   * @param cumulative P(count ≤ first + i)
   * @param guides for each 1/256 of the unit interval, the first i whose probability exceeds it
   */
  @SuppressWarnings("ArrayRecordComponent") // a table, never compared
  private record Counts(int first, double[] cumulative, int[] guides) {
    static Counts of(double mean) {
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
      double[] cumulative = Arrays.copyOfRange(sums, first, sums.length);
      int[] guides = new int[GUIDES];
      int index = 0;
      for (int i = 0; i < GUIDES; i++) {
        while (index < cumulative.length - 1 && cumulative[index] <= (double) i / GUIDES) {
          index++;
        }
        guides[i] = index;
      }
      return new Counts(first, cumulative, guides);
    }

    /**
     * @param uniform in [0, 1)
     */
    int draw(double uniform) {
      int index = guides[(int) (uniform * GUIDES)];
      while (index < cumulative.length - 1 && cumulative[index] <= uniform) {
        index++;
      }
      return first + index;
    }
  }
}
