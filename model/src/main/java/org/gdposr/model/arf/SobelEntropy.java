package org.gdposr.model.arf;

import java.util.Arrays;

/**
 * Entropies of the Sobel magnitudes of patches of one size, each enlarged to 64×64. Patches are
 * taken many at a time and lie innermost in all arrays, so that every loop is over numbers that
 * don't depend on each other.
 */
final class SobelEntropy {
  /** Patches at a time. */
  static final int BATCH = 64;

  private static final int SIDE = GradientAxis.SIDE;
  private static final int ROW = SIDE * BATCH;

  /** Neighbours in a row that are looked at together: mostly all of them are in the first bin. */
  private static final int RUN = 8;

  private static final int RUNS = SIDE / RUN;
  private static final double[] FULL_TERMS = fullTerms();

  private final int width;
  private final int height;
  private final GradientAxis across;
  private final GradientAxis down;
  private final double steepest;
  private final float[][][] levels; // (h, w, patches)
  private final float[][] smooth; // (h, within a run · runs · patches)
  private final float[][] difference; // as the one before
  private final float[] gx = new float[ROW]; // (within a run · runs · patches), as the next two
  private final float[] gy = new float[ROW];
  private final float[] squares = new float[ROW];
  private final float[] highest = new float[RUNS * BATCH]; // of each run
  private final int[] histogram = new int[(MagnitudeBins.COUNT + 1) * BATCH]; // (bins, patches)

  SobelEntropy(int width, int height) {
    this.width = width;
    this.height = height;
    across = GradientAxis.of(width);
    down = GradientAxis.of(height);
    double smoothing = 4 * GradientAxis.SCALE;
    steepest = smoothing * Math.hypot(across.steepest(), down.steepest());
    levels = new float[height][width][BATCH];
    smooth = new float[height][ROW];
    difference = new float[height][ROW];
  }

  /** The largest magnitude that levels so far apart can give, in whole numbers. */
  double steepest(int range) {
    return steepest * range;
  }

  /** The entropy of a patch whose magnitudes are all in the first bin. */
  static double flat() {
    return FULL_TERMS[SIDE * SIDE];
  }

  /** Takes the patch at {@code offset} of a plane of levels as the batch's patch {@code patch}. */
  void take(byte[] grey, int stride, int offset, int patch) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        levels[y][x][patch] = grey[offset + y * stride + x] & 0xFF;
      }
    }
  }

  /**
   * Entropies in bits of the patches taken.
   *
   * @param range the largest difference of levels within a patch
   */
  void of(int patches, int range, double[] entropies) {
    int bins = MagnitudeBins.upTo(steepest(range));
    Arrays.fill(histogram, 0, bins * BATCH, 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = (x % RUN * RUNS + x / RUN) * BATCH;
        across.smooth()[x].apply(levels[y], smooth[y], at);
        across.difference()[x].apply(levels[y], difference[y], at);
      }
    }
    for (int y = 0; y < SIDE; y++) {
      down.smooth()[y].apply(difference, gx, 0);
      if (y == 0 || !down.difference()[y].sameAs(down.difference()[y - 1])) {
        down.difference()[y].apply(smooth, gy, 0);
      }
      for (int i = 0; i < ROW; i++) {
        squares[i] = gx[i] * gx[i] + gy[i] * gy[i];
      }
      count();
    }
    for (int patch = 0; patch < patches; patch++) {
      entropies[patch] = entropy(patch, bins);
    }
  }

  /** Counts the samples of a row. */
  private void count() {
    System.arraycopy(squares, 0, highest, 0, highest.length);
    for (int within = 1; within < RUN; within++) {
      raise(highest, squares, within * RUNS * BATCH);
    }
    for (int run = 0; run < highest.length; run++) {
      int patch = run % BATCH;
      if (highest[run] <= MagnitudeBins.FIRST_BIN_ENDS) {
        histogram[patch] += RUN;
        continue;
      }
      for (int sample = run; sample < ROW; sample += RUNS * BATCH) {
        int bin = MagnitudeBins.lookUp(squares[sample] + MagnitudeBins.ROUNDER);
        if (bin == MagnitudeBins.UNDECIDED) {
          bin = exactBin(sample);
        }
        histogram[bin * BATCH + patch]++;
      }
    }
  }

  private static void raise(float[] highest, float[] values, int from) {
    for (int i = 0; i < highest.length; i++) {
      float high = highest[i];
      float value = values[from + i];
      highest[i] = 0.5f * (high + value + Math.abs(high - value)); // works on vectors
    }
  }

  private int exactBin(int sample) {
    long x = (long) gx[sample];
    long y = (long) gy[sample];
    return Math.min(MagnitudeBins.of(x * x + y * y), MagnitudeBins.COUNT);
  }

  private double entropy(int patch, int bins) {
    int total = 0;
    for (int bin = 0; bin < bins; bin++) {
      total += histogram[bin * BATCH + patch];
    }
    double entropy = 0;
    for (int bin = 0; bin < bins; bin++) {
      int count = histogram[bin * BATCH + patch];
      if (count > 0) {
        entropy += total == SIDE * SIDE ? FULL_TERMS[count] : term(count, total);
      }
    }
    return entropy;
  }

  private static double[] fullTerms() {
    double[] terms = new double[SIDE * SIDE + 1];
    for (int count = 1; count < terms.length; count++) {
      terms[count] = term(count, SIDE * SIDE);
    }
    return terms;
  }

  /** −p·log2(p + 1e-10) with p = count / (total + 1e-5). */
  private static double term(int count, int total) {
    double p = count / (total + 1e-5);
    return -p * StrictMath.log(p + 1e-10) / StrictMath.log(2);
  }
}
