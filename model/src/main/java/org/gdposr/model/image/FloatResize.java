package org.gdposr.model.image;

import java.util.Arrays;

/**
 * Pillow's antialiased resize of float32 channels (its mode F), equal to it in every bit: sums in
 * float64, rounded to float32 after each pass.
 */
public final class FloatResize {
  private static final int CHANNELS = 3;

  private FloatResize() {}

  /**
   * Bicubic, a = −0.5, which may overshoot.
   *
   * @return planes (3, height, width) of levels, about 0 … 255
   */
  public static float[] bicubic(RgbImage image, int width, int height) {
    byte[] rgb = image.rgb();
    int pixels = image.width() * image.height();
    float[] planes = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      planes[i % CHANNELS * pixels + i / CHANNELS] = rgb[i] & 0xFF;
    }
    int inWidth = image.width();
    int inHeight = image.height();
    if (PillowResize.verticalFirst(image, width, height)) {
      return horizontal(vertical(planes, inWidth, inHeight, height), inWidth, width);
    }
    return vertical(horizontal(planes, inWidth, width), width, inHeight, height);
  }

  /** Rows of {@code width} numbers to rows of {@code outWidth}. */
  private static float[] horizontal(float[] rows, int width, int outWidth) {
    if (width == outWidth) {
      return rows;
    }
    ResizeTaps taps = ResizeTaps.of(width, outWidth, ResizeFilter.BICUBIC);
    float[] out = new float[rows.length / width * outWidth];
    for (int x = 0; x < outWidth; x++) {
      double[] weights = taps.weights(x);
      int from = taps.first(x);
      for (int to = x; to < out.length; to += outWidth, from += width) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
          sum += rows[from + i] * weights[i];
        }
        out[to] = (float) sum;
      }
    }
    return out;
  }

  /** Planes of {@code height} rows to planes of {@code outHeight}. */
  private static float[] vertical(float[] planes, int width, int height, int outHeight) {
    if (height == outHeight) {
      return planes;
    }
    ResizeTaps taps = ResizeTaps.of(height, outHeight, ResizeFilter.BICUBIC);
    float[] out = new float[CHANNELS * outHeight * width];
    double[] sums = new double[width];
    for (int row = 0; row < CHANNELS * outHeight; row++) {
      int y = row % outHeight;
      double[] weights = taps.weights(y);
      int from = (row / outHeight * height + taps.first(y)) * width;
      Arrays.fill(sums, 0);
      for (double weight : weights) {
        for (int x = 0; x < width; x++) {
          sums[x] += planes[from + x] * weight;
        }
        from += width;
      }
      for (int x = 0; x < width; x++) {
        out[row * width + x] = (float) sums[x];
      }
    }
    return out;
  }
}
