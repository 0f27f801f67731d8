package org.gdposr.model.text;

/**
 * How far values are from a reference.
 *
 * @param norm ‖ours − theirs‖ over ‖theirs‖
 * @param peak max |ours − theirs| over max |theirs|
 */
record RelativeError(double norm, double peak) {
  static RelativeError of(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalArgumentException(actual.length + " values, not " + expected.length);
    }
    double difference = 0;
    double square = 0;
    double peakDifference = 0;
    double peak = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = (double) actual[i] - expected[i];
      difference += d * d;
      square += (double) expected[i] * expected[i];
      peakDifference = Math.max(peakDifference, Math.abs(d));
      peak = Math.max(peak, Math.abs(expected[i]));
    }
    return new RelativeError(Math.sqrt(difference / square), peakDifference / peak);
  }

  double max() {
    return Math.max(norm, peak);
  }
}
