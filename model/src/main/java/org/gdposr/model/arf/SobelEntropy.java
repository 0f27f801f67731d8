package org.gdposr.model.arf;

import java.util.Arrays;
import org.gdposr.model.arf.GradientAxis.Band;

/**
 * Entropies of the Sobel magnitudes of patches of one size, each enlarged to 64×64. Patches are
 * taken many at a time and lie innermost in all arrays, so that every loop is over numbers that
 * don't depend on each other.
 */
final class SobelEntropy {
  /** Patches at a time. */
  static final int BATCH = 64;

  private static final int SIDE = GradientAxis.SIDE;

  /** Neighbours in a row that are looked at together: mostly all of them are in the first bin. */
  private static final int RUN = 8;

  /** Neighbours are mostly in one bin: they are counted apart, as one would wait for the other. */
  private static final int PARTS = 4;

  private static final int ROW = SIDE / RUN * BATCH; // runs · patches
  private static final double[] FULL_TERMS = fullTerms();

  private final int width;
  private final int height;
  private final GradientAxis across;
  private final GradientAxis down;
  private final double steepest;
  private final float[][][] levels; // (h, w, patches)
  // enlarged rows are cut into arrays by the place within a run
  private final float[][][] smooth; // (within a run, h, runs · patches)
  private final float[][][] difference; // as the one before
  private final float[][] gx = new float[RUN][ROW];
  private final float[][] gy = new float[RUN][ROW];
  private final float[][] squares = new float[RUN][ROW];
  private final float[] column = new float[BATCH];
  private final float[] highest = new float[ROW]; // of each run
  private final int[] histogram = // (bins, patches, parts)
      new int[(MagnitudeBins.COUNT + 1) * BATCH * PARTS];

  SobelEntropy(int width, int height) {
    this.width = width;
    this.height = height;
    across = GradientAxis.of(width);
    down = GradientAxis.of(height);
    double smoothing = 4 * GradientAxis.SCALE;
    steepest = smoothing * Math.hypot(across.steepest(), down.steepest());
    levels = new float[height][width][BATCH];
    smooth = new float[RUN][height][ROW];
    difference = new float[RUN][height][ROW];
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
    Arrays.fill(histogram, 0, bins * BATCH * PARTS, 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = x / RUN * BATCH;
        across.smooth()[x].apply(levels[y], column);
        System.arraycopy(column, 0, smooth[x % RUN][y], at, BATCH);
        across.difference()[x].apply(levels[y], column);
        System.arraycopy(column, 0, difference[x % RUN][y], at, BATCH);
      }
    }
    for (int y = 0; y < SIDE; y++) {
      Band difference = down.difference()[y];
      boolean sameAsBefore = y > 0 && difference.sameAs(down.difference()[y - 1]);
      Arrays.fill(highest, 0);
      for (int within = 0; within < RUN; within++) {
        down.smooth()[y].apply(this.difference[within], gx[within]);
        if (!sameAsBefore) {
          difference.apply(smooth[within], gy[within]);
        }
        squares(gx[within], gy[within], squares[within]);
        raise(highest, squares[within]);
      }
      count(y);
    }
    for (int patch = 0; patch < patches; patch++) {
      entropies[patch] = entropy(patch, bins);
    }
  }

  // two loops that the compiler makes work on vectors

  private static void squares(float[] x, float[] y, float[] squares) {
    for (int i = 0; i < squares.length; i++) {
      squares[i] = x[i] * x[i] + y[i] * y[i];
    }
  }

  /** To the larger of both, up to rounding. */
  private static void raise(float[] highest, float[] values) {
    for (int i = 0; i < highest.length; i++) {
      highest[i] = 0.5f * (highest[i] + values[i] + Math.abs(highest[i] - values[i]));
    }
  }

  /** Counts the samples of row y. */
  private void count(int y) {
    for (int run = 0; run < ROW; run++) {
      int patch = run % BATCH;
      if (highest[run] < MagnitudeBins.FIRST_BIN_ENDS) {
        histogram[patch * PARTS] += RUN;
        continue;
      }
      for (int within = 0; within < RUN; within += PARTS) {
        histogram[place(y, within, run, patch)]++;
        histogram[place(y, within + 1, run, patch) + 1]++;
        histogram[place(y, within + 2, run, patch) + 2]++;
        histogram[place(y, within + 3, run, patch) + 3]++;
      }
    }
  }

  private int place(int y, int within, int run, int patch) {
    int bin = MagnitudeBins.lookUp(squares[within][run] + MagnitudeBins.ROUNDER);
    if (bin == MagnitudeBins.UNDECIDED) {
      bin = exactBin(y, run / BATCH * RUN + within, patch, gx[within][run], gy[within][run]);
    }
    return (bin * BATCH + patch) * PARTS;
  }

  private int exactBin(int y, int x, int patch, float gx, float gy) {
    long square = (long) gx * (long) gx + (long) gy * (long) gy;
    int bin =
        MagnitudeBins.atBorder(square)
            ? MagnitudeBins.of(new FloatGradient(levels, patch).magnitude(x, y))
            : MagnitudeBins.of(square);
    return Math.min(bin, MagnitudeBins.COUNT);
  }

  private double entropy(int patch, int bins) {
    int total = 0;
    for (int bin = 0; bin < bins; bin++) {
      total += counted(bin, patch);
    }
    double entropy = 0;
    for (int bin = 0; bin < bins; bin++) {
      int count = counted(bin, patch);
      if (count > 0) {
        entropy += total == SIDE * SIDE ? FULL_TERMS[count] : term(count, total);
      }
    }
    return entropy;
  }

  private int counted(int bin, int patch) {
    int at = (bin * BATCH + patch) * PARTS;
    return histogram[at] + histogram[at + 1] + histogram[at + 2] + histogram[at + 3];
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
