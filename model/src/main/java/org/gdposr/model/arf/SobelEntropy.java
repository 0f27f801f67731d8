package org.gdposr.model.arf;

import java.util.Arrays;

/**
 * Entropy of the Sobel magnitudes of a patch that is enlarged to 64×64 (bilinear) and padded by its
 * border. Enlarging, padding and Sobel's two separable passes are linear, so they are folded into
 * two matrices per axis, whose rows have at most four values other than zero.
 */
final class SobelEntropy {
  private static final int SIDE = 64;
  private static final int BINS = 512;
  private static final double RANGE = 5.5;
  private static final double BINS_PER_UNIT = BINS / (2 * RANGE);

  private final Axis[] axes;
  private final double[] rowSmooth;
  private final double[] rowDifference;
  private final double[] gx = new double[SIDE];
  private final double[] gy = new double[SIDE];
  private final double[] magnitudes = new double[SIDE];
  private final int[] histogram = new int[BINS];
  private final double[] fullTerms = new double[SIDE * SIDE + 1];

  SobelEntropy(int patchSize) {
    axes = new Axis[patchSize + 1];
    for (int size = 1; size <= patchSize; size++) {
      axes[size] = Axis.of(size);
    }
    rowSmooth = new double[patchSize * SIDE];
    rowDifference = new double[patchSize * SIDE];
    for (int count = 1; count < fullTerms.length; count++) {
      fullTerms[count] = term(count, SIDE * SIDE);
    }
  }

  /**
   * Entropy in bits of the patch at {@code offset} of a plane.
   *
   * @param grey a plane in [0, 1] whose rows have {@code stride} samples
   */
  double of(double[] grey, int stride, int offset, int width, int height) {
    Arrays.fill(histogram, 0);
    Axis across = axes[width];
    for (int y = 0; y < height; y++) {
      across.smooth.apply(grey, offset + y * stride, rowSmooth, y * SIDE); // (h, 64)
      across.difference.apply(grey, offset + y * stride, rowDifference, y * SIDE);
    }
    Axis down = axes[height];
    for (int y = 0; y < SIDE; y++) {
      magnitudes(down, y);
      for (int x = 0; x < SIDE; x++) {
        int bin = (int) ((magnitudes[x] + RANGE) * BINS_PER_UNIT);
        if (bin < BINS) { // larger magnitudes fall out
          histogram[bin]++;
        }
      }
    }
    return entropy();
  }

  /** |∇| of enlarged row y. */
  private void magnitudes(Axis down, int y) {
    int firstX = down.smooth.first[y] * SIDE;
    double[] smooth = down.smooth.weights[y];
    int firstY = down.difference.first[y] * SIDE;
    double[] difference = down.difference.weights[y];
    Arrays.fill(gx, 0);
    Arrays.fill(gy, 0);
    for (int tap = 0; tap < smooth.length; tap++) {
      double weight = smooth[tap];
      int from = firstX + tap * SIDE;
      for (int x = 0; x < SIDE; x++) {
        gx[x] += weight * rowDifference[from + x];
      }
    }
    for (int tap = 0; tap < difference.length; tap++) {
      double weight = difference[tap];
      int from = firstY + tap * SIDE;
      for (int x = 0; x < SIDE; x++) {
        gy[x] += weight * rowSmooth[from + x];
      }
    }
    for (int x = 0; x < SIDE; x++) {
      magnitudes[x] = Math.sqrt(gx[x] * gx[x] + gy[x] * gy[x]);
    }
  }

  private double entropy() {
    int total = 0;
    for (int count : histogram) {
      total += count;
    }
    double entropy = 0;
    for (int count : histogram) {
      if (count > 0) {
        entropy += total == SIDE * SIDE ? fullTerms[count] : term(count, total);
      }
    }
    return entropy;
  }

  /** −p·log2(p + 1e-10) with p = count / (total + 1e-5). */
  private static double term(int count, int total) {
    double p = count / (total + 1e-5);
    return -p * StrictMath.log(p + 1e-10) / StrictMath.log(2);
  }

  /** Smoothing [1, 2, 1] and difference [−1, 0, 1] of one enlarged and padded axis. */
  private record Axis(SparseRows smooth, SparseRows difference) {
    static Axis of(int size) {
      double[][] enlarge = new double[SIDE][size];
      for (int i = 0; i < SIDE; i++) {
        double source = (i + 0.5) * size / SIDE - 0.5;
        int low = (int) Math.floor(source);
        double fraction = source - low;
        enlarge[i][Math.min(Math.max(low, 0), size - 1)] += 1 - fraction;
        enlarge[i][Math.min(Math.max(low + 1, 0), size - 1)] += fraction;
      }
      double[][] smooth = new double[SIDE][size];
      double[][] difference = new double[SIDE][size];
      for (int i = 0; i < SIDE; i++) {
        double[] before = enlarge[Math.max(i - 1, 0)];
        double[] after = enlarge[Math.min(i + 1, SIDE - 1)];
        for (int j = 0; j < size; j++) {
          smooth[i][j] = before[j] + 2 * enlarge[i][j] + after[j];
          difference[i][j] = after[j] - before[j];
        }
      }
      return new Axis(SparseRows.of(smooth), SparseRows.of(difference));
    }
  }

  /** A banded matrix: each row's first column and its values from there on. */
  private static final class SparseRows {
    final int[] first;
    final double[][] weights;

    private SparseRows(int[] first, double[][] weights) {
      this.first = first;
      this.weights = weights;
    }

    static SparseRows of(double[][] dense) {
      int[] first = new int[dense.length];
      double[][] weights = new double[dense.length][];
      for (int i = 0; i < dense.length; i++) {
        int low = 0;
        int high = dense[i].length;
        while (low < high - 1 && dense[i][low] == 0) {
          low++;
        }
        while (high > low + 1 && dense[i][high - 1] == 0) {
          high--;
        }
        first[i] = low;
        weights[i] = Arrays.copyOfRange(dense[i], low, high);
      }
      return new SparseRows(first, weights);
    }

    void apply(double[] in, int inAt, double[] out, int outAt) {
      for (int i = 0; i < first.length; i++) {
        double sum = 0;
        double[] row = weights[i];
        for (int j = 0; j < row.length; j++) {
          sum += row[j] * in[inAt + first[i] + j];
        }
        out[outAt + i] = sum;
      }
    }
  }
}
