package org.gdposr.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.Fixture;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdamWTest {
  private static final long SEED = 20261123;
  private static final OptimizerSpec SPEC = new OptimizerSpec(1e-2, 0.9, 0.999, 1e-2, 1e-8, 1);
  private static final int STEPS = 5;

  /**
   * Torch's wheel and DJL's library are two builds of one source, whose compilers fuse the norm's
   * multiply-add or don't: clipped steps may differ in the last bit, unclipped ones never.
   */
  private static final float LAST_BIT = 1.2e-7f;

  private final Fixture fixture = Fixture.of("adamw");
  private NDManager manager;

  @BeforeEach
  void start() {
    manager = Torch.start(1);
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @Test
  void fiveStepsAreTorchs() {
    List<NDArray> parameters = parameters();
    AdamW optimizer = new AdamW(manager, parameters, SPEC);
    for (int step = 0; step < STEPS; step++) {
      receive(parameters, step);
      double norm = fixture.floats("norm." + step)[0];
      assertEquals(1, optimizer.step(1) / norm, LAST_BIT);
      for (int i = 0; i < parameters.size(); i++) {
        assertArrayEquals(
            fixture.floats("parameter." + step + "." + i),
            parameters.get(i).toFloatArray(),
            step == 0 ? 0 : 2 * LAST_BIT);
        assertTrue(parameters.get(i).hasGradient());
        assertEquals(0, parameters.get(i).getGradient().abs().sum().getFloat());
      }
    }
    assertEquals(STEPS, optimizer.steps());
  }

  @Test
  void aRestoredOptimizerGoesOnBitForBit(@TempDir Path folder) {
    List<NDArray> straight = parameters();
    AdamW whole = new AdamW(manager, straight, SPEC);
    for (int step = 0; step < STEPS; step++) {
      receive(straight, step);
      whole.step(1);
    }
    float[] unbroken = straight.get(1).toFloatArray();

    List<NDArray> parameters = parameters();
    AdamW first = new AdamW(manager, parameters, SPEC);
    for (int step = 0; step < 2; step++) {
      receive(parameters, step);
      first.step(1);
    }
    TensorState.save(folder, first.state(), Map.of("steps", first.steps()));

    TensorState state = TensorState.load(manager, folder);
    AdamW second = new AdamW(manager, parameters, SPEC);
    second.restore(state.tensors(), Objects.requireNonNull(state.numbers().get("steps")));
    for (int step = 2; step < STEPS; step++) {
      receive(parameters, step);
      second.step(1);
    }
    assertArrayEquals(unbroken, parameters.get(1).toFloatArray());
  }

  @Test
  void aParameterWithoutGradientIsNamed() {
    List<NDArray> parameters = parameters();
    AdamW optimizer = new AdamW(manager, parameters, SPEC);
    receive(parameters.subList(0, 1), 0);
    String message =
        Objects.requireNonNull(
            assertThrows(IllegalStateException.class, () -> optimizer.step(1)).getMessage());
    assertTrue(message.startsWith("gradient of parameter 1: none"), message);
    assertEquals(0, optimizer.steps());
  }

  @Test
  void frozenParametersAndForeignStatesAreRefused() {
    NDArray frozen = manager.ones(new Shape(2));
    assertThrows(IllegalArgumentException.class, () -> new AdamW(manager, List.of(frozen), SPEC));
    AdamW optimizer = new AdamW(manager, parameters(), SPEC);
    assertThrows(
        IllegalArgumentException.class,
        () -> optimizer.restore(Map.of("first.00000", manager.ones(new Shape(4, 32))), 1));
  }

  /** The two parameters of the fixture, as leaves. */
  private List<NDArray> parameters() {
    NDArray matrix = normal(40, new Shape(4, 32));
    NDArray vector = normal(41, new Shape(256));
    matrix.setRequiresGradient(true);
    vector.setRequiresGradient(true);
    return List.of(matrix, vector);
  }

  /** Gives each parameter the fixture's gradient, as that of Σ p·g. */
  private void receive(List<NDArray> parameters, int step) {
    for (int i = 0; i < parameters.size(); i++) {
      NDArray parameter = parameters.get(i);
      NDArray gradient = fixture.array(manager, "gradient." + step + "." + i);
      Torch.withGradients(
          () -> {
            Torch.backward(parameter.mul(gradient).sum());
            return true;
          });
    }
  }

  private NDArray normal(long item, Shape shape) {
    float[] values = RandomStream.of(SEED, Purpose.FIXTURE, item, 0).gaussians((int) shape.size());
    return Torch.tensor(manager, values, shape);
  }
}
