package org.gdposr.model.image;

import java.util.Arrays;
import org.gdposr.model.Check;

/**
 * Pillow's antialiased resize of 8-bit images, equal to it in every byte: filters widen with the
 * scale, coefficients have 22 fractional bits, and the first pass is rounded to 8 bits before the
 * second one.
 */
public final class PillowResize {
  private static final int PRECISION_BITS = 32 - 8 - 2;
  private static final int HALF = 1 << (PRECISION_BITS - 1);

  private PillowResize() {}

  /** Bicubic, a = −0.5. */
  public static RgbImage bicubic(RgbImage image, int width, int height) {
    return resize(image, width, height, Filter.BICUBIC);
  }

  /** Lanczos of three lobes. */
  public static RgbImage lanczos(RgbImage image, int width, int height) {
    return resize(image, width, height, Filter.LANCZOS);
  }

  private static RgbImage resize(RgbImage image, int width, int height, Filter filter) {
    Check.that(width >= 1, "width", width, ">= 1");
    Check.that(height >= 1, "height", height, ">= 1");
    return verticalFirst(image, width, height)
        ? horizontal(vertical(image, height, filter), width, filter)
        : vertical(horizontal(image, width, filter), height, filter);
  }

  /** Pillow 13's choice; earlier ones always start with the horizontal pass. */
  private static boolean verticalFirst(RgbImage image, int width, int height) {
    int fewerRows = image.height() - height;
    return fewerRows > 0 && 2 * (image.width() - width) < fewerRows;
  }

  private static RgbImage horizontal(RgbImage image, int outWidth, Filter filter) {
    int width = image.width();
    int height = image.height();
    if (outWidth == width) {
      return image;
    }
    byte[] rgb = image.rgb(); // (H, W, 3)
    Taps taps = Taps.of(width, outWidth, filter);
    byte[] out = new byte[3 * outWidth * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < outWidth; x++) {
        int[] weights = taps.weights[x];
        int at = 3 * (y * width + taps.first[x]);
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (int weight : weights) {
          red += (rgb[at++] & 0xFF) * weight;
          green += (rgb[at++] & 0xFF) * weight;
          blue += (rgb[at++] & 0xFF) * weight;
        }
        int to = 3 * (y * outWidth + x);
        out[to] = clip(red);
        out[to + 1] = clip(green);
        out[to + 2] = clip(blue);
      }
    }
    return new RgbImage(outWidth, height, out); // (H, outWidth, 3)
  }

  private static RgbImage vertical(RgbImage image, int outHeight, Filter filter) {
    int width = image.width();
    int height = image.height();
    if (outHeight == height) {
      return image;
    }
    byte[] rgb = image.rgb(); // (H, W, 3)
    Taps taps = Taps.of(height, outHeight, filter);
    int row = 3 * width;
    byte[] out = new byte[row * outHeight];
    int[] sums = new int[row];
    for (int y = 0; y < outHeight; y++) {
      Arrays.fill(sums, HALF);
      int[] weights = taps.weights[y];
      for (int tap = 0; tap < weights.length; tap++) {
        int from = (taps.first[y] + tap) * row;
        int weight = weights[tap];
        for (int i = 0; i < row; i++) {
          sums[i] += (rgb[from + i] & 0xFF) * weight;
        }
      }
      for (int i = 0; i < row; i++) {
        out[y * row + i] = clip(sums[i]);
      }
    }
    return new RgbImage(width, outHeight, out); // (outHeight, W, 3)
  }

  private static byte clip(int sum) {
    return (byte) Math.min(255, Math.max(0, sum >> PRECISION_BITS));
  }

  /** Each output's first input and fixed-point weights. */
  private static final class Taps {
    final int[] first;
    final int[][] weights;

    private Taps(int[] first, int[][] weights) {
      this.first = first;
      this.weights = weights;
    }

    static Taps of(int inSize, int outSize, Filter filter) {
      double scale = (double) inSize / outSize;
      double filterScale = Math.max(scale, 1);
      double support = filter.support * filterScale;
      double inverse = 1 / filterScale;
      int[] first = new int[outSize];
      int[][] weights = new int[outSize][];
      for (int out = 0; out < outSize; out++) {
        double center = (out + 0.5) * scale;
        int low = Math.max(0, (int) (center - support + 0.5));
        int high = Math.min(inSize, (int) (center + support + 0.5));
        double[] real = new double[high - low];
        double sum = 0;
        for (int i = 0; i < real.length; i++) {
          real[i] = filter.at((i + low - center + 0.5) * inverse);
          sum += real[i];
        }
        first[out] = low;
        weights[out] = fixedPoint(real, sum);
      }
      return new Taps(first, weights);
    }

    private static int[] fixedPoint(double[] real, double sum) {
      int[] fixed = new int[real.length];
      for (int i = 0; i < real.length; i++) {
        double weight = (sum == 0 ? real[i] : real[i] / sum) * (1 << PRECISION_BITS);
        fixed[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
      return fixed;
    }
  }

  private enum Filter {
    BICUBIC(2) {
      @Override
      double at(double position) {
        double a = -0.5;
        double x = Math.abs(position);
        if (x < 1) {
          return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
      }
    },
    LANCZOS(3) {
      @Override
      double at(double position) {
        return position >= -3 && position < 3 ? sinc(position) * sinc(position / 3) : 0;
      }
    };

    final double support;

    Filter(double support) {
      this.support = support;
    }

    abstract double at(double position);

    private static double sinc(double x) {
      return x == 0 ? 1 : StrictMath.sin(x * Math.PI) / (x * Math.PI);
    }
  }
}
