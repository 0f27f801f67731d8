package org.gdposr.model.gdpo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.Test;

/** Eq. 9 against hand-computed values. */
class GdpoLossTest {
  private static final double WEIGHT = 5000;
  private static final float[] ADVANTAGES = {
    -1.1504474f, 0f, 1.5339299f, -.3834825f, .7669650f, -.7669650f
  };

  @Test
  void lossOfAGroupEqualsTheEquation() {
    // ε = 0 and constant predictions: e = û²
    double[] policyErrors = {.3000, .3010, .2990, .3005, .2995, .3002};
    try (NDManager manager = Torch.start(1)) {
      float[] policy = new float[6];
      float[] reference = new float[6];
      for (int i = 0; i < 6; i++) {
        policy[i] = (float) Math.sqrt(policyErrors[i]);
        reference[i] = (float) Math.sqrt(.3);
      }
      NDArray difference =
          GdpoLoss.weightedErrorDifference(
              members(manager, policy),
              members(manager, reference),
              members(manager, new float[6]),
              manager.create(ADVANTAGES));
      assertEquals(-0.0022625466, difference.getFloat(), 2e-7);
      assertEquals(0.0034890994, GdpoLoss.loss(difference, WEIGHT).getFloat(), 3e-6);
    }
  }

  @Test
  void equalPredictionsGiveLogTwoAndEachErrorsGradientIs1250TimesItsAdvantage() {
    try (NDManager manager = Torch.start(1)) {
      NDArray policy = members(manager, new float[] {.5f, .5f, .5f, .5f, .5f, .5f});
      policy.setRequiresGradient(true);
      NDArray reference = members(manager, new float[] {.5f, .5f, .5f, .5f, .5f, .5f});
      NDArray noise = members(manager, new float[6]);
      NDArray advantages = manager.create(ADVANTAGES);
      float loss =
          Torch.withGradients(
              () -> {
                NDArray value =
                    GdpoLoss.loss(
                        GdpoLoss.weightedErrorDifference(policy, reference, noise, advantages),
                        WEIGHT);
                Torch.backward(value);
                return value.getFloat();
              });
      assertEquals((float) Math.log(2), loss);
      float[] expected = new float[6];
      for (int i = 0; i < 6; i++) {
        expected[i] = (float) (1250 * ADVANTAGES[i] * 2 * .5); // dL/dû = dL/de · 2û
      }
      assertArrayEquals(expected, policy.getGradient().toFloatArray(), 2e-4f);
    }
  }

  @Test
  void aConstantAddedToAllErrorsChangesNothing() {
    try (NDManager manager = Torch.start(1)) {
      NDArray shifted = members(manager, new float[] {.6f, .6f, .6f, .6f, .6f, .6f});
      NDArray reference = members(manager, new float[] {.5f, .5f, .5f, .5f, .5f, .5f});
      NDArray difference =
          GdpoLoss.weightedErrorDifference(
              shifted, reference, members(manager, new float[6]), manager.create(ADVANTAGES));
      assertEquals(0, difference.getFloat(), 1e-7);
    }
  }

  private static NDArray members(NDManager manager, float[] values) {
    return manager.create(values, new Shape(values.length, 1, 1, 1)); // (G, 1, 1, 1)
  }
}
