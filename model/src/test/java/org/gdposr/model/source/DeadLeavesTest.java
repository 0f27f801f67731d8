package org.gdposr.model.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.gdposr.model.arf.GreyOrder;
import org.gdposr.model.arf.RegionRatios;
import org.gdposr.model.image.RgbImage;
import org.junit.jupiter.api.Test;

class DeadLeavesTest {
  private static final DeadLeavesSpec SPEC = new DeadLeavesSpec(40, 192);

  @Test
  void sameSeedAndIndexGiveTheSameBytes() {
    assertEquals(DeadLeaves.render(SPEC, 1, 3), DeadLeaves.render(SPEC, 1, 3));
    assertNotEquals(DeadLeaves.render(SPEC, 1, 3), DeadLeaves.render(SPEC, 1, 4));
    assertNotEquals(DeadLeaves.render(SPEC, 1, 3), DeadLeaves.render(SPEC, 2, 3));
  }

  @Test
  void imagesRangeFromSmoothToDetailed() {
    double[] detail = new double[40];
    for (int i = 0; i < detail.length; i++) {
      detail[i] = RegionRatios.of(DeadLeaves.render(SPEC, 7, i), GreyOrder.RGB, 10, 50).detail();
    }
    Arrays.sort(detail);
    assertTrue(detail[4] < 0.35, Arrays.toString(detail));
    assertTrue(detail[35] > 0.65, Arrays.toString(detail));
  }

  @Test
  void smallestSizeRenders() {
    RgbImage image = DeadLeaves.render(new DeadLeavesSpec(2, 32), 1, 0);
    assertEquals(32, image.width());
  }
}
