package org.gdposr.model.image;

import java.util.Arrays;
import org.gdposr.model.Check;

/**
 * An 8-bit RGB image.
 *
 * @param width pixels
 * @param height pixels
 * @param rgb interleaved samples, row by row (H, W, 3); shared with the caller, never changed
 */
@SuppressWarnings("ArrayRecordComponent") // millions of samples; equality is defined below
public record RgbImage(int width, int height, byte[] rgb) {
  private static final float[] UNIT = new float[256];

  static {
    for (int level = 0; level < UNIT.length; level++) {
      UNIT[level] = level / 255f;
    }
  }

  public RgbImage {
    Check.that(width >= 1, "width", width, ">= 1");
    Check.that(height >= 1, "height", height, ">= 1");
    Check.that(
        rgb.length == 3L * width * height,
        "rgb.length",
        rgb.length,
        "3 × " + width + " × " + height);
  }

  /** The image of planes (3, H, W) in [0, 1]: clamped, times 255, rounded half to even. */
  public static RgbImage ofPlanes(float[] planes, int width, int height) {
    Check.that(
        planes.length == 3L * width * height,
        "planes.length",
        planes.length,
        "3 × " + width + " × " + height);
    int area = width * height;
    byte[] rgb = new byte[3 * area];
    for (int channel = 0; channel < 3; channel++) {
      int plane = channel * area;
      for (int i = 0; i < area; i++) {
        float value = Math.min(1f, Math.max(0f, planes[plane + i]));
        rgb[3 * i + channel] = (byte) Math.rint(value * 255f);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** Planes (3, H, W) in [0, 1]. */
  public float[] planes() {
    int area = width * height;
    float[] planes = new float[3 * area];
    for (int i = 0; i < area; i++) {
      planes[i] = UNIT[rgb[3 * i] & 0xFF];
      planes[area + i] = UNIT[rgb[3 * i + 1] & 0xFF];
      planes[2 * area + i] = UNIT[rgb[3 * i + 2] & 0xFF];
    }
    return planes;
  }

  /** Red at column x, row y, in 0 … 255. */
  public int red(int x, int y) {
    return rgb[3 * (y * width + x)] & 0xFF;
  }

  /** Green at column x, row y, in 0 … 255. */
  public int green(int x, int y) {
    return rgb[3 * (y * width + x) + 1] & 0xFF;
  }

  /** Blue at column x, row y, in 0 … 255. */
  public int blue(int x, int y) {
    return rgb[3 * (y * width + x) + 2] & 0xFF;
  }

  /** The part of {@code cropWidth} × {@code cropHeight} pixels whose upper left corner is x, y. */
  public RgbImage crop(int x, int y, int cropWidth, int cropHeight) {
    Check.that(x >= 0 && x + (long) cropWidth <= width, "x", x, "a crop inside " + this);
    Check.that(y >= 0 && y + (long) cropHeight <= height, "y", y, "a crop inside " + this);
    byte[] part = new byte[3 * cropWidth * cropHeight];
    for (int row = 0; row < cropHeight; row++) {
      System.arraycopy(rgb, 3 * ((y + row) * width + x), part, 3 * row * cropWidth, 3 * cropWidth);
    }
    return new RgbImage(cropWidth, cropHeight, part);
  }

  /** Left and right exchanged. */
  public RgbImage flipped() {
    byte[] result = new byte[rgb.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        System.arraycopy(rgb, 3 * (y * width + x), result, 3 * (y * width + width - 1 - x), 3);
      }
    }
    return new RgbImage(width, height, result);
  }

  /** Top and bottom exchanged. */
  public RgbImage flippedVertically() {
    byte[] result = new byte[rgb.length];
    for (int y = 0; y < height; y++) {
      System.arraycopy(rgb, 3 * y * width, result, 3 * (height - 1 - y) * width, 3 * width);
    }
    return new RgbImage(width, height, result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage image
        && width == image.width
        && height == image.height
        && Arrays.equals(rgb, image.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return width + "×" + height;
  }
}
