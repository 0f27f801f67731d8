package org.gdposr.model.arf;

import java.util.Arrays;

/**
 * Sobel's two passes along one axis of a patch that is enlarged to {@link #SIDE} (bilinear) and
 * padded by its border. All of it is linear, so it is folded into two banded matrices (64, size):
 * smoothing [1, 2, 1] and difference [−1, 0, 1].
 *
 * <p>Bilinear weights are multiples of 1/128, whatever the size; here they are whole numbers,
 * {@link #SCALE} times as large. Sums over levels in 0 … 255 along both axes stay below 2²⁴, so
 * that they are exact in single precision.
 */
record GradientAxis(Band[] smooth, Band[] difference) {
  static final int SIDE = 64;
  static final int SCALE = 2 * SIDE;

  /** A row of a banded matrix: its values from column {@code first} on. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, compared by sameAs
  record Band(int first, float[] weights) {
    static Band of(float[] row) {
      int low = 0;
      int high = row.length;
      while (low < high - 1 && row[low] == 0) {
        low++;
      }
      while (high > low + 1 && row[high - 1] == 0) {
        high--;
      }
      return new Band(low, Arrays.copyOfRange(row, low, high));
    }

    boolean sameAs(Band other) {
      return first == other.first && Arrays.equals(weights, other.weights);
    }

    /** Weighted sum of the rows, column by column. */
    void apply(float[][] rows, float[] out) {
      float[] a = rows[first];
      switch (weights.length) {
        case 1 -> one(weights[0], a, out);
        case 2 -> two(weights[0], weights[1], a, rows[first + 1], out);
        default -> {
          three(weights[0], weights[1], weights[2], a, rows[first + 1], rows[first + 2], out);
          for (int tap = 3; tap < weights.length; tap++) {
            more(weights[tap], rows[first + tap], out);
          }
        }
      }
    }

    // a method for each number of taps: the compiler makes such loops work on vectors

    private static void one(float w, float[] a, float[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] = w * a[i];
      }
    }

    private static void two(float v, float w, float[] a, float[] b, float[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] = v * a[i] + w * b[i];
      }
    }

    private static void three(
        float u, float v, float w, float[] a, float[] b, float[] c, float[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] = u * a[i] + v * b[i] + w * c[i];
      }
    }

    private static void more(float w, float[] a, float[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] += w * a[i];
      }
    }
  }

  static GradientAxis of(int size) {
    float[][] enlarge = new float[SIDE][size];
    for (int i = 0; i < SIDE; i++) {
      int source = (2 * i + 1) * size - SIDE; // 128ths
      int low = Math.floorDiv(source, SCALE);
      int fraction = source - low * SCALE;
      enlarge[i][Math.min(Math.max(low, 0), size - 1)] += SCALE - fraction;
      enlarge[i][Math.min(Math.max(low + 1, 0), size - 1)] += fraction;
    }
    Band[] smooth = new Band[SIDE];
    Band[] difference = new Band[SIDE];
    for (int i = 0; i < SIDE; i++) {
      float[] before = enlarge[Math.max(i - 1, 0)];
      float[] after = enlarge[Math.min(i + 1, SIDE - 1)];
      float[] sums = new float[size];
      float[] differences = new float[size];
      for (int j = 0; j < size; j++) {
        sums[j] = before[j] + 2 * enlarge[i][j] + after[j];
        differences[j] = after[j] - before[j];
      }
      smooth[i] = Band.of(sums);
      difference[i] = Band.of(differences);
    }
    return new GradientAxis(smooth, difference);
  }

  /** The largest difference that levels a unit apart can give. */
  int steepest() {
    float steepest = 0;
    for (Band band : difference) {
      float sum = 0;
      for (float weight : band.weights()) {
        sum += Math.max(0, weight);
      }
      steepest = Math.max(steepest, sum);
    }
    return (int) steepest;
  }
}
