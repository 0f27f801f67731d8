package org.gdposr.model.arf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;

class AttributeAwareRewardTest {
  private static final double[] FULL = {0, 0.5, 1};
  private static final double[] NONE = {1, 0.25, 0};

  @Test
  void scoresAreScaledToTheUnitIntervalBestAtOne() {
    double[] scores = {20, 30, 25};
    assertArrayEquals(new double[] {0, 1, .5}, MinMax.normalise(MetricName.PSNR, scores), 1e-12);
    assertArrayEquals(
        new double[] {1, 0, .5}, MinMax.normalise(MetricName.NIQE_FITTED, scores), 1e-12);
  }

  @Test
  void tiedScoresGiveOneConstantToAll() {
    assertArrayEquals(
        new double[3], MinMax.normalise(MetricName.SSIM, new double[] {0.7, 0.7, 0.7}));
  }

  @Test
  void undefinedScoreIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> MinMax.normalise(MetricName.SSIM, new double[] {0.7, Double.NaN}));
  }

  @Test
  void smoothShareWeighsFullReferenceAndDetailShareTheRest() {
    assertArrayEquals(
        new double[] {0.3, 0.425, 0.7}, rewards(RegionWeighting.ADAPTIVE, 0.3), 1e-12);
    assertArrayEquals(FULL, rewards(RegionWeighting.ADAPTIVE, 0), 1e-12);
    assertArrayEquals(NONE, rewards(RegionWeighting.ADAPTIVE, 1), 1e-12);
    assertArrayEquals(FULL, rewards(RegionWeighting.FULL_REFERENCE_ONLY, 0.3), 1e-12);
    assertArrayEquals(NONE, rewards(RegionWeighting.NO_REFERENCE_ONLY, 0.3), 1e-12);
    assertArrayEquals(new double[] {.5, .375, .5}, rewards(RegionWeighting.FIXED, 0.3), 1e-12);
  }

  @Test
  void metricsOfOneKindAreAveraged() {
    assertArrayEquals(
        new double[] {0.5, 0.375, 0.5},
        AttributeAwareReward.rewards(
            List.of(FULL, NONE), List.of(), RegionWeighting.FULL_REFERENCE_ONLY, 0.3),
        1e-12);
  }

  private static double[] rewards(RegionWeighting weighting, double detail) {
    return AttributeAwareReward.rewards(List.of(FULL), List.of(NONE), weighting, detail);
  }
}
