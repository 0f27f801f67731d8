package org.gdposr.model.upscale;

import org.gdposr.model.DataException;
import org.gdposr.model.image.PillowResize;
import org.gdposr.model.image.RgbImage;

/** What networks get of an image: its bicubic enlargement, as the authors' test script makes it. */
final class Enlargement {
  private static final long MAX_PIXELS = 400_000_000;

  private Enlargement() {}

  /**
   * Enlarges an image; one with a side below the process size over the scale first to that.
   *
   * @param factor the result's sides are resized to multiples of it
   * @throws DataException if the result is too large
   */
  static RgbImage of(RgbImage image, int scale, int processSize, int factor) {
    int width = image.width();
    int height = image.height();
    int least = processSize / scale;
    if (width < least || height < least) {
      double grow = (double) least / Math.min(width, height);
      width = (int) (grow * width);
      height = (int) (grow * height);
    }
    requireSize(image, (long) scale * width, (long) scale * height);
    RgbImage ready = PillowResize.bicubic(image, width, height);
    RgbImage large = PillowResize.bicubic(ready, scale * width, scale * height);
    return PillowResize.lanczos(
        large, divisible(large.width(), factor), divisible(large.height(), factor));
  }

  private static int divisible(int side, int factor) {
    return Math.max(factor, side - side % factor);
  }

  private static void requireSize(RgbImage image, long width, long height) {
    if (width * height > MAX_PIXELS) {
      throw new DataException(
          image
              + " pixels become "
              + width
              + "×"
              + height
              + " (expected: at most "
              + MAX_PIXELS
              + " pixels; crop it or lower the scale)");
    }
  }
}
