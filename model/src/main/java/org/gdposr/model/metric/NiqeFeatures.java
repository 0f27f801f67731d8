package org.gdposr.model.metric;

import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.image.RgbImage;

/**
 * NIQE's natural scene statistics: 18 of each block at full and at half size.
 *
 * @param rows each block's features (blocks, 36); some may not be numbers in flat blocks
 * @param sharpness each block's mean local deviation at full size
 */
record NiqeFeatures(List<double[]> rows, List<Double> sharpness) {
  static final int COUNT = 36;
  private static final int PER_SCALE = COUNT / 2;
  private static final double[] WINDOW = window();
  private static final double[] HALVING = halving();
  private static final int[][] NEIGHBOURS = {{0, -1}, {-1, 0}, {-1, -1}, {-1, 1}}; // row, column

  /** Features of an image, in grey levels; what is left over of blocks is cut off. */
  static NiqeFeatures of(RgbImage image, int blockSize) {
    int columns = image.width() / blockSize;
    int rows = image.height() / blockSize;
    int width = columns * blockSize;
    int height = rows * blockSize;
    double[] grey = grey(image, width, height);
    Plane full = Plane.of(grey, width, height);
    Plane half = Plane.of(halved(grey, width, height), width / 2, height / 2);
    List<double[]> features = new ArrayList<>();
    List<Double> sharpness = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double[] values = new double[COUNT];
        full.features(row, column, blockSize, values, 0);
        half.features(row, column, blockSize / 2, values, PER_SCALE);
        features.add(values);
        sharpness.add(full.sharpness(row, column, blockSize));
      }
    }
    return new NiqeFeatures(features, sharpness);
  }

  /**
   * Whole grey levels, in single precision and with multiplications and additions fused as pyiqa's:
   * that decides where halves are rounded to, and scores differ by 1e-4 for it.
   */
  private static double[] grey(RgbImage image, int width, int height) {
    double[] grey = new double[width * height];
    byte[] rgb = image.rgb();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * image.width() + x);
        float red = (rgb[at] & 0xFF) / 255f;
        float green = (rgb[at + 1] & 0xFF) / 255f;
        float blue = (rgb[at + 2] & 0xFF) / 255f;
        float luma = Math.fma(blue, 0.114f, Math.fma(green, 0.587f, red * 0.299f));
        grey[y * width + x] = Math.rint(luma * 255f);
      }
    }
    return grey;
  }

  /** As MATLAB's imresize by 0.5: bicubic, a = −0.5, antialiased, borders mirrored. */
  private static double[] halved(double[] plane, int width, int height) {
    double[] rows = new double[width * (height / 2)]; // (H/2, W)
    for (int y = 0; y < height / 2; y++) {
      for (int tap = 0; tap < HALVING.length; tap++) {
        int from = mirrored(2 * y + tap - 3, height) * width;
        for (int x = 0; x < width; x++) {
          rows[y * width + x] += HALVING[tap] * plane[from + x];
        }
      }
    }
    double[] out = new double[(width / 2) * (height / 2)]; // (H/2, W/2)
    for (int y = 0; y < height / 2; y++) {
      for (int x = 0; x < width / 2; x++) {
        double sum = 0;
        for (int tap = 0; tap < HALVING.length; tap++) {
          sum += HALVING[tap] * rows[y * width + mirrored(2 * x + tap - 3, width)];
        }
        out[y * (width / 2) + x] = sum;
      }
    }
    return out;
  }

  /** The border pixel counts twice. */
  private static int mirrored(int index, int size) {
    return index < 0 ? -index - 1 : index >= size ? 2 * size - 1 - index : index;
  }

  /**
   * Each axis of the 7×7 Gaussian, σ = 7/6. As pyiqa's its weights are those of single precision,
   * whose sum is a little off 1: that decides on which side of zero flat regions fall.
   */
  private static double[] window() {
    double[] window = new double[7];
    double sigma = 7.0 / 6;
    double sum = 0;
    for (int i = 0; i < 7; i++) {
      window[i] = StrictMath.exp(-(i - 3) * (i - 3) / (2 * sigma * sigma));
      sum += window[i];
    }
    double singleSum = 0;
    for (double a : window) {
      for (double b : window) {
        singleSum += (float) (a * b / (sum * sum));
      }
    }
    for (int i = 0; i < 7; i++) {
      window[i] *= Math.sqrt(singleSum) / sum;
    }
    return window;
  }

  private static double[] halving() {
    double[] taps = new double[8];
    double sum = 0;
    for (int i = 0; i < 8; i++) {
      double x = Math.abs(i - 3.5) / 2;
      taps[i] = x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
      sum += taps[i];
    }
    for (int i = 0; i < 8; i++) {
      taps[i] /= sum;
    }
    return taps;
  }

  /**
   * A scale: contrast-normalised coefficients and local deviations.
   *
   * @param width pixels
   * @param normalised (H, W)
   * @param deviations (H, W)
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Plane(int width, double[] normalised, double[] deviations) {
    static Plane of(double[] plane, int width, int height) {
      double[] squares = new double[plane.length];
      for (int i = 0; i < plane.length; i++) {
        squares[i] = plane[i] * plane[i];
      }
      double[] means = smoothed(plane, width, height);
      double[] deviations = smoothed(squares, width, height);
      double[] normalised = new double[plane.length];
      for (int i = 0; i < plane.length; i++) {
        double variance = Math.abs(deviations[i] - means[i] * means[i]);
        deviations[i] = Math.sqrt(variance + 0x1p-52);
        normalised[i] = (plane[i] - means[i]) / (deviations[i] + 1);
      }
      return new Plane(width, normalised, deviations);
    }

    /** Weighted by the window, borders repeated. */
    private static double[] smoothed(double[] plane, int width, int height) {
      double[] rows = new double[plane.length];
      for (int y = 0; y < height; y++) {
        for (int tap = 0; tap < WINDOW.length; tap++) {
          int from = Math.min(height - 1, Math.max(0, y + tap - 3)) * width;
          for (int x = 0; x < width; x++) {
            rows[y * width + x] += WINDOW[tap] * plane[from + x];
          }
        }
      }
      double[] out = new double[plane.length];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double sum = 0;
          for (int tap = 0; tap < WINDOW.length; tap++) {
            int from = Math.min(width - 1, Math.max(0, x + tap - 3));
            sum += WINDOW[tap] * rows[y * width + from];
          }
          out[y * width + x] = sum;
        }
      }
      return out;
    }

    /** 18 features of a block, written from {@code at} on. */
    void features(int row, int column, int size, double[] values, int at) {
      int corner = row * size * width + column * size;
      AsymmetricGaussian.Sums own = new AsymmetricGaussian.Sums();
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          own.add(normalised[corner + y * width + x]);
        }
      }
      AsymmetricGaussian fit = own.fit(size * size);
      values[at] = fit.alpha();
      values[at + 1] = (fit.betaLeft() + fit.betaRight()) / 2;
      int next = at + 2;
      for (int[] neighbour : NEIGHBOURS) {
        AsymmetricGaussian pair = products(corner, size, neighbour[0], neighbour[1]);
        values[next++] = pair.alpha();
        values[next++] = (pair.betaRight() - pair.betaLeft()) * pair.meanFactor();
        values[next++] = pair.betaLeft();
        values[next++] = pair.betaRight();
      }
    }

    /** Fit of the products of neighbours; the block's borders wrap around. */
    private AsymmetricGaussian products(int corner, int size, int rowShift, int columnShift) {
      AsymmetricGaussian.Sums sums = new AsymmetricGaussian.Sums();
      for (int y = 0; y < size; y++) {
        int here = corner + y * width;
        int there = corner + Math.floorMod(y + rowShift, size) * width;
        for (int x = 0; x < size; x++) {
          int shifted = x + columnShift;
          int wrapped = shifted < 0 ? size - 1 : shifted == size ? 0 : shifted;
          sums.add(normalised[here + x] * normalised[there + wrapped]);
        }
      }
      return sums.fit(size * size);
    }

    double sharpness(int row, int column, int size) {
      double sum = 0;
      for (int y = row * size; y < (row + 1) * size; y++) {
        for (int x = column * size; x < (column + 1) * size; x++) {
          sum += deviations[y * width + x];
        }
      }
      return sum / (size * size);
    }
  }
}
