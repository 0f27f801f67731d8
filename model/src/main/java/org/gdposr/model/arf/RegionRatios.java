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
    int columns = (hr.width() + patchSize - 1) / patchSize;
    PatchMap map = PatchMap.of(hr, order, patchSize);
    double[] complexity = map.complexity();
    long detailed = 0;
    for (int i = 0; i < complexity.length; i++) {
      detailed += complexity[i] > detailThreshold ? map.pixels(i) : 0;
    }
    double detail = (double) detailed / ((long) hr.width() * hr.height());
    return new RegionRatios(twoDecimals(1 - detail), twoDecimals(detail), columns, complexity);
  }

  private static double twoDecimals(double value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }
}
