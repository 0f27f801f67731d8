package org.gdposr.model.arf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.gdposr.model.image.RgbImage;
import org.junit.jupiter.api.Test;

class RegionRatiosTest {
  @Test
  void flatImageIsSmoothAndNoiseIsDetailed() {
    byte[] rgb = new byte[3 * 40 * 40];
    RegionRatios flat = RegionRatios.of(new RgbImage(40, 40, rgb), GreyOrder.RGB, 10, 50);
    assertEquals(1, flat.smooth());
    assertEquals(0, flat.detail());
    new Random(1).nextBytes(rgb);
    RegionRatios noise = RegionRatios.of(new RgbImage(40, 40, rgb), GreyOrder.RGB, 10, 50);
    assertEquals(0, noise.smooth());
    assertEquals(1, noise.detail());
  }

  @Test
  void remaindersFormSmallerPatchesWeighedByTheirPixels() {
    byte[] rgb = new byte[3 * 22 * 22];
    new Random(1).nextBytes(rgb);
    RegionRatios ratios = RegionRatios.of(new RgbImage(22, 22, rgb), GreyOrder.RGB, 10, 50);
    assertEquals(3, ratios.columns());
    assertEquals(9, ratios.complexity().length);
    // the 2×2 corner can't reach 50: 4 pixels of at most 9 bits
    assertTrue(ratios.complexity()[8] <= 36);
    assertEquals(0.99, ratios.detail());
    assertEquals(0.01, ratios.smooth());
  }

  /** A gradient that lies on a bin's border is counted on the side that OpenCV's rounding says. */
  @Test
  void aGradientOnABorderFallsWhereDoublePrecisionPutsIt() {
    int[] levels = {
      84, 86, 84, 83, 86, 89, 88, 87, 88, 88, 86, 83, 84, 84, 85, 87, 86, 87, 87, 88, 94, 82, 84,
      87, 87, 85, 86, 87, 88, 88, 111, 84, 84, 89, 89, 85, 85, 86, 87, 87, 134, 92, 84, 88, 89, 86,
      85, 85, 85, 85, 160, 108, 86, 89, 89, 86, 85, 84, 85, 85, 185, 133, 94, 85, 85, 86, 86, 86,
      87, 89, 203, 165, 109, 85, 83, 85, 86, 87, 89, 89, 207, 186, 132, 93, 81, 84, 85, 86, 86, 86,
      207, 201, 158, 110, 85, 83, 85, 85, 84, 84
    };
    byte[] rgb = new byte[300];
    for (int i = 0; i < 300; i++) {
      rgb[i] = (byte) levels[i / 3];
    }
    RegionRatios ratios = RegionRatios.of(new RgbImage(10, 10, rgb), GreyOrder.RGB, 10, 50);
    assertEquals(173.5169320506526, ratios.complexity()[0], 1e-9);
  }
}
