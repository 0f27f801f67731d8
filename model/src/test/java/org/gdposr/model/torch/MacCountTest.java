package org.gdposr.model.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MacCountTest {
  @Test
  void eachOperationCountsItsMultiplications() {
    try (NDManager manager = Torch.start(1)) {
      NDArray image = manager.zeros(new Shape(2, 3, 10, 12));
      NDArray kernel = manager.zeros(new Shape(5, 3, 3, 3));
      assertEquals(
          2 * 5 * 5 * 6 * 27L, macs(() -> Ops.conv2d(image, kernel, null, 2, 1)), "stride 2");
      NDArray tokens = manager.zeros(new Shape(2, 7, 8));
      NDArray weight = manager.zeros(new Shape(4, 8));
      assertEquals(2 * 7 * 8 * 4L, macs(() -> Ops.linear(tokens, weight, null)));
      NDArray context = manager.zeros(new Shape(2, 3, 8));
      assertEquals(2 * (2 * 7 * 3 * 8L), macs(() -> Ops.attention(tokens, context, context, 2)));
    }
  }

  @Test
  void nothingIsCountedOutside() {
    try (NDManager manager = Torch.start(1)) {
      NDArray tokens = manager.zeros(new Shape(1, 2, 8));
      NDArray weight = manager.zeros(new Shape(4, 8));
      NDArray before = Ops.linear(tokens, weight, null);
      assertEquals(0, macs(() -> before));
    }
  }

  private static long macs(Supplier<NDArray> body) {
    return MacCount.during(body).macs();
  }
}
