package org.gdposr.model.gdpo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.gdposr.model.torch.ScriptLibrary;

/**
 * Eq. 9: {@code L = −log σ(−½·ω·d)}, {@code d = Σ_i A_i (e_θ,i − e_ref,i)} with e the mean squared
 * error of a member's predicted noise.
 *
 * <p>The difference of errors is formed as {@code ⟨(û_θ − û_ref)(û_θ + û_ref − 2ε)⟩}: subtracting
 * two nearly equal errors would lose the digits that ω = 5000 multiplies.
 */
public final class GdpoLoss {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(GdpoLoss.class, "gdpo_ops.py");

  private GdpoLoss() {}

  /**
   * {@code d} of one group.
   *
   * @param policy û_θ (G, L, h, w)
   * @param reference û_ref, the same shape
   * @param noise ε, the same shape
   * @param advantages A (G)
   * @return a scalar
   */
  public static NDArray weightedErrorDifference(
      NDArray policy, NDArray reference, NDArray noise, NDArray advantages) {
    return call(
        policy.getManager(), "weighted_error_difference", policy, reference, noise, advantages);
  }

  /**
   * The loss of one group.
   *
   * @param difference d, a scalar
   * @param preferenceWeight ω
   */
  public static NDArray loss(NDArray difference, double preferenceWeight) {
    return call(difference.getManager(), "loss", difference, preferenceWeight);
  }

  private static NDArray call(NDManager manager, String method, Object... args) {
    return LIBRARY.call(manager, method, args);
  }
}
