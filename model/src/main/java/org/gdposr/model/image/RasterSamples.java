package org.gdposr.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import org.gdposr.model.DataException;

/** Stored samples of decoded images, without Java's conversion between colour spaces. */
final class RasterSamples {
  private RasterSamples() {}

  static RgbImage rgb(BufferedImage image, String name) {
    if (!(image.getColorModel() instanceof ComponentColorModel)) {
      return viaColorModel(image);
    }
    Raster raster = image.getRaster();
    int type = raster.getTransferType();
    if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
      throw new DataException(
          name + ": samples of more than 16 bits (convert it to an 8-bit RGB image)");
    }
    int shift = type == DataBuffer.TYPE_USHORT ? 8 : 0;
    int bands = raster.getNumBands();
    int step = bands >= 3 ? 1 : 0; // grey, with or without alpha: one band for all three
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[3 * width * height];
    int[] row = new int[bands * width];
    int out = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int in = 0; in < row.length; in += bands) {
        rgb[out++] = (byte) (row[in] >>> shift);
        rgb[out++] = (byte) (row[in + step] >>> shift);
        rgb[out++] = (byte) (row[in + 2 * step] >>> shift);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** Palettes and packed pixels, which are in sRGB. */
  private static RgbImage viaColorModel(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[3 * width * height];
    int[] row = new int[width];
    int out = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        rgb[out++] = (byte) (pixel >>> 16);
        rgb[out++] = (byte) (pixel >>> 8);
        rgb[out++] = (byte) pixel;
      }
    }
    return new RgbImage(width, height, rgb);
  }
}
