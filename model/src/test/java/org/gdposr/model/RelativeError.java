package org.gdposr.model;

import ai.djl.ndarray.NDArray;

/** How far values are from the expected ones, relative to the whole of these. */
public final class RelativeError {
  private RelativeError() {}

  /** The larger of ‖Δ‖/‖expected‖ and max|Δ|/max|expected|. */
  public static double of(float[] expected, NDArray actual) {
    float[] values = actual.toFloatArray();
    if (values.length != expected.length) {
      throw new AssertionError(values.length + " values (expected: " + expected.length + ")");
    }
    double squares = 0;
    double squaredErrors = 0;
    double largest = 0;
    double largestError = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs((double) values[i] - expected[i]);
      squares += (double) expected[i] * expected[i];
      squaredErrors += error * error;
      largest = Math.max(largest, Math.abs(expected[i]));
      largestError = Math.max(largestError, error);
    }
    return Math.max(Math.sqrt(squaredErrors / squares), largestError / largest);
  }
}
