package org.gdposr.model.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.gdposr.model.DataException;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.DeadLeavesSpec;
import org.junit.jupiter.api.Test;

class PsnrSsimTest {
  private static final RgbImage IMAGE = DeadLeaves.render(new DeadLeavesSpec(2, 64), 5, 0);

  @Test
  void equalImagesScoreTheBest() {
    assertEquals(80, Psnr.y(IMAGE, IMAGE), 1e-9);
    assertEquals(1, Ssim.y(IMAGE, IMAGE), 1e-12);
  }

  @Test
  void greyOffsetGivesItsPsnr() {
    double step = (65.481 + 128.553 + 24.966) / 255 / 255 * 4;
    assertEquals(10 * Math.log10(1 / (step * step + 1e-8)), Psnr.y(grey(100), grey(104)), 1e-9);
  }

  @Test
  void noiseLowersBoth() {
    byte[] noisy = IMAGE.rgb().clone();
    for (int i = 0; i < noisy.length; i++) {
      int level = (noisy[i] & 0xFF) + (i * 7919 % 31) - 15;
      noisy[i] = (byte) Math.min(255, Math.max(0, level));
    }
    RgbImage other = new RgbImage(64, 64, noisy);
    assertTrue(Psnr.y(other, IMAGE) < 40);
    assertTrue(Ssim.y(other, IMAGE) < 0.99);
    assertEquals(Ssim.y(IMAGE, other), Ssim.y(other, IMAGE), 1e-12);
  }

  @Test
  void differingAndTinySizesAreRefused() {
    RgbImage small = IMAGE.crop(0, 0, 10, 10);
    assertThrows(IllegalArgumentException.class, () -> Psnr.y(small, IMAGE));
    assertThrows(IllegalArgumentException.class, () -> Ssim.y(small, IMAGE));
    assertThrows(DataException.class, () -> Ssim.y(small, small));
  }

  private static RgbImage grey(int level) {
    byte[] rgb = new byte[3 * 16 * 16];
    Arrays.fill(rgb, (byte) level);
    return new RgbImage(16, 16, rgb);
  }
}
