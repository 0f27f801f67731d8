package org.gdposr.model.image;

/** The Y of YCbCr (BT.601, studio range), on which PSNR and SSIM are computed. */
public final class Luma {
  private Luma() {}

  /** Y of each pixel (H, W) in [16, 235], not rounded. */
  public static double[] of(RgbImage image) {
    byte[] rgb = image.rgb();
    double[] y = new double[image.width() * image.height()];
    for (int i = 0; i < y.length; i++) {
      int red = rgb[3 * i] & 0xFF;
      int green = rgb[3 * i + 1] & 0xFF;
      int blue = rgb[3 * i + 2] & 0xFF;
      y[i] = (65.481 * red + 128.553 * green + 24.966 * blue) / 255 + 16;
    }
    return y;
  }
}
