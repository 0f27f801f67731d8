package org.gdposr.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * How far results are from a reference's, relative to the reference's size. What was measured is
 * added to target/parity.csv.
 */
public final class Parity {
  /** Of a network's output in float32. */
  public static final double OUTPUT = 1e-5;

  /** Of a gradient in float32. */
  public static final double GRADIENT = 1e-4;

  private Parity() {}

  /**
   * ‖actual − expected‖ / ‖expected‖ and max|actual − expected| / max|expected|, whichever is
   * larger; infinite where a value is not a number.
   */
  public static double relativeError(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    double squares = 0;
    double differences = 0;
    double largest = 0;
    double farthest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = actual[i] - (double) expected[i];
      if (Double.isNaN(difference)) {
        return Double.POSITIVE_INFINITY;
      }
      squares += (double) expected[i] * expected[i];
      differences += difference * difference;
      largest = Math.max(largest, Math.abs(expected[i]));
      farthest = Math.max(farthest, Math.abs(difference));
    }
    // equal zeros are equal
    return farthest == 0
        ? 0
        : Math.max(Math.sqrt(differences) / Math.sqrt(squares), farthest / largest);
  }

  /** Shape and values of a fixture's tensor. */
  public static void assertClose(Fixture fixture, String name, NDArray actual, double tolerance) {
    assertArrayEquals(
        fixture.raw(name).shape(),
        actual.getShape().getShape(),
        () -> name + Arrays.toString(actual.getShape().getShape()));
    double error = relativeError(fixture.floats(name), actual.toFloatArray());
    record(fixture.name() + "," + name + "," + error);
    assertTrue(error <= tolerance, () -> name + ": relative error " + error);
  }

  private static void record(String line) {
    try {
      Files.writeString(
          Path.of("target", "parity.csv"),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
