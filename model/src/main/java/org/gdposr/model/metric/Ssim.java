package org.gdposr.model.metric;

import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.image.Luma;
import org.gdposr.model.image.RgbImage;

/** Structural similarity (Wang et al. 2004); higher is better. */
public final class Ssim {
  private static final int WINDOW = 11;
  private static final double SIGMA = 1.5;
  private static final double C1 = (0.01 * 255) * (0.01 * 255);
  private static final double C2 = (0.03 * 255) * (0.03 * 255);
  private static final double[] GAUSSIAN = gaussian();

  private Ssim() {}

  /**
   * SSIM of Y rounded to whole levels: 11×11 Gaussian window, valid region, contrast-structure
   * clamped at 0, mean over the map; in [0, 1].
   *
   * @param restored an image of at least 11×11 pixels
   * @param reference its HR image, of the same size
   */
  public static double y(RgbImage restored, RgbImage reference) {
    int width = restored.width();
    int height = restored.height();
    Check.that(
        width == reference.width() && height == reference.height(),
        "restored",
        restored,
        "the size of its HR image, " + reference);
    if (width < WINDOW || height < WINDOW) {
      throw new DataException("image: " + restored + " (expected: at least 11×11 for SSIM)");
    }
    double[] a = rounded(restored);
    double[] b = rounded(reference);
    double[] meanA = filtered(a, width, height); // (H − 10, W − 10)
    double[] meanB = filtered(b, width, height);
    double[] squaresA = filtered(product(a, a), width, height);
    double[] squaresB = filtered(product(b, b), width, height);
    double[] products = filtered(product(a, b), width, height);
    double sum = 0;
    for (int i = 0; i < meanA.length; i++) {
      double ab = meanA[i] * meanB[i];
      double aa = meanA[i] * meanA[i];
      double bb = meanB[i] * meanB[i];
      double structure = (2 * (products[i] - ab) + C2) / (squaresA[i] - aa + squaresB[i] - bb + C2);
      sum += (2 * ab + C1) / (aa + bb + C1) * Math.max(structure, 0);
    }
    return sum / meanA.length;
  }

  private static double[] rounded(RgbImage image) {
    double[] y = Luma.of(image);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.rint(y[i]);
    }
    return y;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** Gaussian-weighted means of the valid region: rows first, then columns. */
  private static double[] filtered(double[] plane, int width, int height) {
    int outHeight = height - WINDOW + 1;
    int outWidth = width - WINDOW + 1;
    double[] rows = new double[outHeight * width];
    for (int y = 0; y < outHeight; y++) {
      for (int tap = 0; tap < WINDOW; tap++) {
        double weight = GAUSSIAN[tap];
        int from = (y + tap) * width;
        int to = y * width;
        for (int x = 0; x < width; x++) {
          rows[to + x] += weight * plane[from + x];
        }
      }
    }
    double[] out = new double[outHeight * outWidth];
    for (int y = 0; y < outHeight; y++) {
      for (int tap = 0; tap < WINDOW; tap++) {
        double weight = GAUSSIAN[tap];
        int from = y * width + tap;
        int to = y * outWidth;
        for (int x = 0; x < outWidth; x++) {
          out[to + x] += weight * rows[from + x];
        }
      }
    }
    return out;
  }

  private static double[] gaussian() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double distance = i - WINDOW / 2;
      weights[i] = StrictMath.exp(-distance * distance / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }
}
