package org.gdposr.model.torch;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Multiply-accumulates of the convolutions, linear layers and attentions that {@link Ops} ran; two
 * floating-point operations each. Element-wise work is not counted.
 *
 * @param result what was computed
 * @param macs how many
 */
public record MacCount(NDArray result, long macs) {
  private static final ThreadLocal<long @Nullable []> SUM = new ThreadLocal<>();

  /** Counts what this thread computes in {@code body}. */
  public static MacCount during(Supplier<NDArray> body) {
    long[] sum = new long[1];
    SUM.set(sum);
    try {
      NDArray result = body.get();
      return new MacCount(result, sum[0]);
    } finally {
      SUM.remove();
    }
  }

  /** x (…,in), weight (out,in). */
  static NDArray linear(NDArray result, NDArray x) {
    long[] sum = SUM.get();
    if (sum != null) {
      long width = result.getShape().get(result.getShape().dimension() - 1);
      sum[0] += x.size() * width;
    }
    return result;
  }

  /** weight (O,C,k,k). */
  static NDArray convolution(NDArray result, NDArray weight) {
    long[] sum = SUM.get();
    if (sum != null) {
      sum[0] += result.size() * (weight.size() / weight.getShape().get(0));
    }
    return result;
  }

  /** q (N,L,C), k (N,M,C): q·kᵀ, and its product with v. */
  static NDArray attention(NDArray result, NDArray q, NDArray k) {
    long[] sum = SUM.get();
    if (sum != null) {
      sum[0] += 2 * q.size() * k.getShape().get(1);
    }
    return result;
  }
}
