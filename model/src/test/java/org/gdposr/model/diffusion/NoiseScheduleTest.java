package org.gdposr.model.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.gdposr.model.Fixture;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseScheduleTest {
  /**
   * Values up to about 3; torch's square root (MKL's) is often off by the last bit, Java's never.
   */
  private static final float TOLERANCE = 1e-6f;

  private final NoiseSchedule schedule = NoiseSchedule.stableDiffusion();

  @ParameterizedTest
  @CsvSource({
    "100, 0.8942232",
    "150, 0.8278114",
    "250, 0.6737923",
    "350, 0.5064871",
    "500, 0.2763325",
    "999, 0.0046601"
  })
  void alphaBarsAreTheMethods(int t, double expected) {
    assertEquals(expected, schedule.alphaBar(t), 5e-8);
  }

  /** Eq. 6: the coefficients of z_LR and of the residual at (t_add, t_diff). */
  @ParameterizedTest
  @CsvSource({
    "250, 100, 0.8680407, 0.2600504",
    "150, 100, 0.9621499, 0.0948810",
    "350, 100, 0.7525946, 0.3989613"
  })
  void oneStepCoefficientsAreTheMethods(int add, int diff, double latent, double residual) {
    double alphaDiff = Math.sqrt(schedule.alphaBar(diff));
    double betaAdd = Math.sqrt(1 - schedule.alphaBar(add));
    double betaDiff = Math.sqrt(1 - schedule.alphaBar(diff));
    assertEquals(latent, Math.sqrt(schedule.alphaBar(add)) / alphaDiff, 3e-7);
    assertEquals(residual, (betaAdd - betaDiff) / alphaDiff, 3e-7);
  }

  @Test
  void everyAlphaBarIsDiffusersBitForBit() {
    float[] expected = Fixture.of("schedule").floats("alpha_bars");
    float[] actual = new float[schedule.steps()];
    for (int t = 0; t < actual.length; t++) {
      actual[t] = (float) schedule.alphaBar(t);
    }
    assertArrayEquals(expected, actual);
  }

  @Test
  void noiseAndOriginalAreDiffusers() {
    Fixture fixture = Fixture.of("schedule");
    try (NDManager manager = Torch.start(1)) {
      NDArray x = fixture.array(manager, "x");
      NDArray noise = fixture.array(manager, "noise");
      NDArray noised = schedule.addNoise(x, noise, new int[] {250, 0, 999});
      assertArrayEquals(fixture.floats("noised"), noised.toFloatArray(), TOLERANCE);
      assertArrayEquals(
          schedule.addNoise(x, noise, 250).get(0).toFloatArray(), noised.get(0).toFloatArray());
      assertArrayEquals(
          fixture.floats("original"),
          schedule.predictOriginal(x, noise, 100).toFloatArray(),
          TOLERANCE);
    }
  }

  @Test
  void timestepsOutsideAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> schedule.alphaBar(1000));
    assertThrows(IllegalArgumentException.class, () -> schedule.alphaBar(-1));
  }
}
