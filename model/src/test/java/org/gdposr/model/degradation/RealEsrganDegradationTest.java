package org.gdposr.model.degradation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.Psnr;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.DeadLeavesSpec;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealEsrganDegradationTest {
  private static final DegradationOrder FIRST =
      new DegradationOrder(
          List.of(0.2, 3.0),
          0.1,
          List.of(0.2, 0.7, 0.1),
          List.of(0.3, 1.5),
          0.5,
          List.of(1.0, 15.0),
          List.of(0.05, 2.0),
          0.4,
          List.of(60.0, 95.0));
  private static final DegradationOrder SECOND =
      new DegradationOrder(
          List.of(0.2, 1.5),
          0.1,
          List.of(0.3, 0.4, 0.3),
          List.of(0.6, 1.2),
          0.5,
          List.of(1.0, 12.0),
          List.of(0.05, 1.0),
          0.4,
          List.of(60.0, 100.0));
  private static final RealEsrganSpec MODEL = new RealEsrganSpec(FIRST, SECOND, 0.5, 0.8);

  private static NDManager manager;

  @BeforeAll
  static void startEngine() {
    manager = Torch.start(1);
  }

  @AfterAll
  static void stopEngine() {
    manager.close();
  }

  @Test
  void sameStreamGivesTheSameBitsAndAnotherItemOthers() {
    RgbImage hr = image(128);
    LrImage first = degrade(hr, 3);
    LrImage again = degrade(hr, 3);
    assertEquals(32, first.width());
    assertArrayEquals(first.planes(), again.planes());
    assertEquals(first.finalResize(), again.finalResize());
    assertFalse(Arrays.equals(first.planes(), degrade(hr, 4).planes()));
  }

  @Test
  void degradedImagesResembleTheirHrImage() {
    RgbImage hr = image(128);
    double sum = 0;
    for (int item = 0; item < 30; item++) {
      LrImage lr = degrade(hr, item);
      for (float value : lr.planes()) {
        assertTrue(value > -0.3 && value < 1.3, "sample " + value + " of item " + item);
      }
      RgbImage enlarged = RealEsrganDegradation.enlarge(manager, lr, 128);
      double psnr = Psnr.y(enlarged, hr);
      assertTrue(psnr > 12, "PSNR " + psnr + " of item " + item);
      sum += psnr;
    }
    assertTrue(sum / 30 > 17 && sum / 30 < 35, "mean PSNR " + sum / 30);
  }

  @Test
  void smallestCropDegrades() {
    RgbImage hr = image(32).crop(0, 0, 16, 16);
    for (int item = 0; item < 40; item++) {
      assertEquals(4, degrade(hr, item).width());
    }
  }

  @Test
  void flatAndExtremeImagesStayFinite() {
    for (int level : new int[] {0, 128, 255}) {
      byte[] rgb = new byte[3 * 64 * 64];
      Arrays.fill(rgb, (byte) level);
      for (int item = 0; item < 8; item++) {
        for (float value : degrade(new RgbImage(64, 64, rgb), item).planes()) {
          assertTrue(Float.isFinite(value));
        }
      }
    }
  }

  @Test
  void wrongRangesAreNamedByTheirKey() {
    DegradationOrder order =
        new DegradationOrder(
            List.of(0.2, 3.0),
            0.1,
            List.of(0.2, 0.7, 0.2),
            List.of(0.3, 1.5),
            0.5,
            List.of(1.0, 15.0),
            List.of(0.05, 2.0),
            0.4,
            List.of(60.0, 95.0));
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new RealEsrganSpec(FIRST, order, 0.5, 0.8))
                .getMessage());
    assertTrue(message.startsWith("degradation.realEsrgan.second.resizeProbability: "), message);
  }

  private static LrImage degrade(RgbImage hr, int item) {
    DegradationSpec spec = new DegradationSpec(hr.width(), 4, 1, 1, 1, 1, MODEL);
    return RealEsrganDegradation.degrade(
        manager, hr, spec, RandomStream.of(1, Purpose.DEGRADE, item, 0));
  }

  private static RgbImage image(int size) {
    return DeadLeaves.render(new DeadLeavesSpec(2, size), 9, 1);
  }
}
