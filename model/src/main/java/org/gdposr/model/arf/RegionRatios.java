package org.gdposr.model.arf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.gdposr.model.Check;
import org.gdposr.model.image.RgbImage;

/**
 * Shares of smooth and detailed regions, ρ_s and ρ_d of Eq. 7.
 *
 * @param smooth ρ_s in [0, 1], two decimals
 * @param detail ρ_d in [0, 1], two decimals
 * @param columns patches in a row of the map
 * @param complexity each patch's complexity, entropy × its pixels, in bits (rows, columns)
 */
@SuppressWarnings("ArrayRecordComponent") // a map for views, never compared
public record RegionRatios(double smooth, double detail, int columns, double[] complexity) {

  /**
   * Ratios of an image: it is cut into patches, remainders forming smaller ones, and a patch is
   * detailed when the entropy of its Sobel magnitudes times its pixels exceeds the threshold.
   *
   * @param hr the HR image
   * @param order how it becomes grey
   * @param patchSize side of the patches, pixels (10 in the paper)
   * @param detailThreshold complexity above which a patch is detailed (50 in the paper)
   */
  public static RegionRatios of(
      RgbImage hr, GreyOrder order, int patchSize, double detailThreshold) {
    Check.that(patchSize >= 2, "arf.patchSize", patchSize, ">= 2");
    int width = hr.width();
    int height = hr.height();
    double[] grey = grey(hr, order);
    int rows = (height + patchSize - 1) / patchSize;
    int columns = (width + patchSize - 1) / patchSize;
    double[] complexity = new double[rows * columns];
    long detailed = 0;
    SobelEntropy entropy = new SobelEntropy(patchSize);
    for (int row = 0; row < rows; row++) {
      int y = row * patchSize;
      int patchHeight = Math.min(patchSize, height - y);
      for (int column = 0; column < columns; column++) {
        int x = column * patchSize;
        int patchWidth = Math.min(patchSize, width - x);
        int pixels = patchWidth * patchHeight;
        double value = entropy.of(grey, width, y * width + x, patchWidth, patchHeight) * pixels;
        complexity[row * columns + column] = value;
        detailed += value > detailThreshold ? pixels : 0;
      }
    }
    double detail = (double) detailed / ((long) width * height);
    return new RegionRatios(twoDecimals(1 - detail), twoDecimals(detail), columns, complexity);
  }

  /** Grey levels over 255 (H, W). */
  private static double[] grey(RgbImage image, GreyOrder order) {
    byte[] rgb = image.rgb();
    double[] grey = new double[image.width() * image.height()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = order.level(rgb, 3 * i) / 255.0;
    }
    return grey;
  }

  private static double twoDecimals(double value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }
}
