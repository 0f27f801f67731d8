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
    return resize(image, width, height, ResizeFilter.BICUBIC);
  }

  /** Lanczos of three lobes. */
  public static RgbImage lanczos(RgbImage image, int width, int height) {
    return resize(image, width, height, ResizeFilter.LANCZOS);
  }

  /**
   * Bicubic of a picture of any depth. 8-bit channels are equal to Pillow's in every byte; deeper
   * ones are weighted in float64 and rounded after each pass.
   */
  public static Picture bicubic(Picture picture, int width, int height) {
    if (width == picture.width() && height == picture.height()) {
      return picture;
    }
    if (picture.bits() > 8) {
      return DeepResize.resize(picture, width, height, ResizeFilter.BICUBIC);
    }
    return switch (picture.channels()) {
      case 1 -> oneChannel(picture, width, height);
      case 3 -> Picture.of(bicubic(picture.rgb(), width, height));
      default -> throw new IllegalArgumentException(picture + " (expected: 1 or 3 channels)");
    };
  }

  private static Picture oneChannel(Picture picture, int width, int height) {
    Picture three = Picture.blank(picture.width(), picture.height(), 3, 8);
    for (int i = 0; i < three.length(); i++) {
      three.set(i, picture.sample(i / 3));
    }
    Picture large = Picture.of(bicubic(three.rgb(), width, height));
    Picture result = Picture.blank(width, height, 1, 8);
    for (int i = 0; i < result.length(); i++) {
      result.set(i, large.sample(3 * i));
    }
    return result;
  }

  private static RgbImage resize(RgbImage image, int width, int height, ResizeFilter filter) {
    Check.that(width >= 1, "width", width, ">= 1");
    Check.that(height >= 1, "height", height, ">= 1");
    return verticalFirst(image, width, height)
        ? horizontal(vertical(image, height, filter), width, filter)
        : vertical(horizontal(image, width, filter), height, filter);
  }

  /** Pillow 13's choice; earlier ones always start with the horizontal pass. */
  static boolean verticalFirst(RgbImage image, int width, int height) {
    int fewerRows = image.height() - height;
    return fewerRows > 0 && 2 * (image.width() - width) < fewerRows;
  }

  private static RgbImage horizontal(RgbImage image, int outWidth, ResizeFilter filter) {
    int width = image.width();
    int height = image.height();
    if (outWidth == width) {
      return image;
    }
    byte[] rgb = image.rgb(); // (H, W, 3)
    ResizeTaps taps = ResizeTaps.of(width, outWidth, filter);
    int[][] fixed = taps.fixedPoint(PRECISION_BITS);
    byte[] out = new byte[3 * outWidth * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < outWidth; x++) {
        int[] weights = fixed[x];
        int at = 3 * (y * width + taps.first(x));
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

  private static RgbImage vertical(RgbImage image, int outHeight, ResizeFilter filter) {
    int width = image.width();
    int height = image.height();
    if (outHeight == height) {
      return image;
    }
    byte[] rgb = image.rgb(); // (H, W, 3)
    ResizeTaps taps = ResizeTaps.of(height, outHeight, filter);
    int row = 3 * width;
    byte[] out = new byte[row * outHeight];
    int[] sums = new int[row];
    int[][] fixed = taps.fixedPoint(PRECISION_BITS);
    for (int y = 0; y < outHeight; y++) {
      Arrays.fill(sums, HALF);
      int[] weights = fixed[y];
      for (int tap = 0; tap < weights.length; tap++) {
        int from = (taps.first(y) + tap) * row;
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
}
