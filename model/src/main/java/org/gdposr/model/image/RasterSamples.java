package org.gdposr.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Optional;
import org.gdposr.model.DataException;

/** Stored samples of decoded images, without Java's conversion between colour spaces. */
final class RasterSamples {
  private RasterSamples() {}

  static RgbImage rgb(BufferedImage image, String name) {
    if (!(image.getColorModel() instanceof ComponentColorModel)) {
      return viaColorModel(image);
    }
    Raster raster = image.getRaster();
    int shift = bits(raster, name) - 8;
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

  /** With depth and alpha; deeper colours are rounded to 8 bits. */
  static StoredImage stored(BufferedImage image, String name) {
    if (!(image.getColorModel() instanceof ComponentColorModel)) {
      Optional<Picture> alpha =
          image.getColorModel().hasAlpha() ? Optional.of(alpha(image)) : Optional.empty();
      return new StoredImage(viaColorModel(image), alpha, greyPalette(image), 8);
    }
    Raster raster = image.getRaster();
    int bits = bits(raster, name);
    int bands = raster.getNumBands();
    Optional<Picture> alpha =
        bands % 2 == 0 ? Optional.of(band(raster, bands - 1, bits)) : Optional.empty();
    RgbImage colours = bits == 8 ? rgb(image, name) : rounded(raster);
    return new StoredImage(colours, alpha, bands <= 2, bits);
  }

  private static int bits(Raster raster, String name) {
    return switch (raster.getTransferType()) {
      case DataBuffer.TYPE_BYTE -> 8;
      case DataBuffer.TYPE_USHORT -> 16;
      default ->
          throw new DataException(
              name + ": samples of more than 16 bits (convert it to an 8-bit RGB image)");
    };
  }

  private static Picture band(Raster raster, int band, int bits) {
    int width = raster.getWidth();
    Picture picture = Picture.blank(width, raster.getHeight(), 1, bits);
    int[] row = new int[width];
    for (int y = 0; y < picture.height(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
      for (int x = 0; x < width; x++) {
        picture.set(y * width + x, row[x]);
      }
    }
    return picture;
  }

  /** 16-bit samples to the nearest of 8 bits. */
  private static RgbImage rounded(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[3 * width * height];
    int step = raster.getNumBands() >= 3 ? 1 : 0;
    for (int channel = 0; channel < 3; channel++) {
      Picture band = band(raster, channel * step, 16);
      for (int i = 0; i < band.length(); i++) {
        rgb[3 * i + channel] = (byte) ((band.sample(i) + 128) / 257);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  private static Picture alpha(BufferedImage image) {
    int width = image.getWidth();
    Picture alpha = Picture.blank(width, image.getHeight(), 1, 8);
    int[] row = new int[width];
    for (int y = 0; y < alpha.height(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        alpha.set(y * width + x, row[x] >>> 24);
      }
    }
    return alpha;
  }

  /** Whether all colours of a palette are grey: so are images of fewer than 8 bits stored. */
  private static boolean greyPalette(BufferedImage image) {
    if (!(image.getColorModel() instanceof IndexColorModel palette)) {
      return false;
    }
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    return Arrays.stream(colours)
        .allMatch(c -> (c >> 16 & 0xFF) == (c & 0xFF) && (c >> 8 & 0xFF) == (c & 0xFF));
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
