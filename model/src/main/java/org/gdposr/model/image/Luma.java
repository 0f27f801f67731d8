package org.gdposr.model.image;

/** The Y of YCbCr (BT.601, studio range), on which PSNR and SSIM are computed. */
public final class Luma {
  private static final double[] RED = weighted(65.481);
  private static final double[] GREEN = weighted(128.553);
  private static final double[] BLUE = weighted(24.966);

  private Luma() {}

  /** Y of each pixel (H, W) in [16, 235], not rounded. */
  public static double[] of(RgbImage image) {
    byte[] rgb = image.rgb();
    double[] y = new double[image.width() * image.height()];
    for (int i = 0; i < y.length; i++) {
      y[i] = RED[rgb[3 * i] & 0xFF] + GREEN[rgb[3 * i + 1] & 0xFF] + BLUE[rgb[3 * i + 2] & 0xFF];
    }
    // a loop of its own: the compiler makes it work on vectors
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] / 255 + 16;
    }
    return y;
  }

  private static double[] weighted(double weight) {
    double[] products = new double[256];
    for (int level = 0; level < products.length; level++) {
      products[level] = weight * level;
    }
    return products;
  }
}
