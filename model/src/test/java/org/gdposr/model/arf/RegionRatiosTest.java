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
}
