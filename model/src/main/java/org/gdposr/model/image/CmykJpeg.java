package org.gdposr.model.image;

import java.awt.image.Raster;

/**
 * JPEG files of four components, which the JDK decodes to a raster only. As Pillow, all are taken
 * to store inverted ink, as Adobe's do.
 */
final class CmykJpeg {
  private static final int YCCK = 2;

  private CmykJpeg() {}

  /** Whether the file is a JPEG whose frame has four components. */
  static boolean matches(byte[] file) {
    if (file.length < 4 || (file[0] & 0xFF) != 0xFF || (file[1] & 0xFF) != 0xD8) {
      return false;
    }
    int frame = frameAt(file);
    return frame >= 0 && frame + 9 < file.length && file[frame + 9] == 4;
  }

  static RgbImage decode(Raster raster, byte[] file) {
    boolean ycck = adobeTransform(file) == YCCK;
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[3 * width * height];
    int[] row = new int[4 * width];
    int out = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int c = row[4 * x];
        int m = row[4 * x + 1];
        int s = row[4 * x + 2];
        int black = row[4 * x + 3]; // inverted: 255 is no ink
        if (ycck) {
          double luma = c;
          double blue = m - 128.0;
          double red = s - 128.0;
          // YCC is of the inverted ink's complement
          c = 255 - clip(luma + 1.402 * red);
          m = 255 - clip(luma - 0.344136 * blue - 0.714136 * red);
          s = 255 - clip(luma + 1.772 * blue);
        }
        rgb[out++] = scaled(c, black);
        rgb[out++] = scaled(m, black);
        rgb[out++] = scaled(s, black);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** Pillow's CMYK to RGB, in its rounding. */
  private static byte scaled(int inverted, int black) {
    int product = (255 - inverted) * black + 128;
    return (byte) (black - ((product + (product >> 8)) >> 8));
  }

  private static int clip(double value) {
    return (int) Math.min(255, Math.max(0, Math.rint(value)));
  }

  /** Offset of the start-of-frame marker, or -1. */
  private static int frameAt(byte[] file) {
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == 0xFF) { // fill byte
        at++;
        continue;
      }
      boolean table = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
      if (marker >= 0xC0 && marker <= 0xCF && !table) {
        return at;
      }
      at += 2 + length(file, at);
    }
    return -1;
  }

  /** The colour transform that an Adobe segment names, or 0. */
  private static int adobeTransform(byte[] file) {
    int at = 2;
    int frame = frameAt(file);
    while (at < frame) {
      boolean adobe =
          (file[at + 1] & 0xFF) == 0xEE && length(file, at) >= 14 && file[at + 4] == 'A';
      if (adobe) {
        return file[at + 15] & 0xFF;
      }
      at += (file[at + 1] & 0xFF) == 0xFF ? 1 : 2 + length(file, at);
    }
    return 0;
  }

  private static int length(byte[] file, int at) {
    return (file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF);
  }
}
