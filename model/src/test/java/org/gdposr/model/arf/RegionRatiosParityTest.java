package org.gdposr.model.arf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import org.gdposr.model.PixelFixtures;
import org.junit.jupiter.api.Test;

/** Against OpenCV's grey and PyTorch's resize, Sobel and histogram, patch by patch. */
class RegionRatiosParityTest {
  @Test
  void complexityAndRatiosEqualTorchs() {
    JsonObject expected = PixelFixtures.values().getAsJsonObject("regions");
    RegionRatios ratios = RegionRatios.of(PixelFixtures.image("photo.png"), GreyOrder.RGB, 10, 50);
    assertEquals(expected.get("smooth").getAsDouble(), ratios.smooth());
    assertEquals(expected.get("detail").getAsDouble(), ratios.detail());
    // a magnitude on a bin's border may fall to either side: 100 pixels × 2/4096 × log2 4096
    assertArrayEquals(
        PixelFixtures.doubles(expected.getAsJsonArray("complexity")), ratios.complexity(), 0.6);
  }
}
