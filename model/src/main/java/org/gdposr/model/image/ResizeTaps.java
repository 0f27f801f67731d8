package org.gdposr.model.image;

/** Along one axis, each output's first input and the weights of the inputs from there on. */
final class ResizeTaps {
  private final int[] first;
  private final double[][] weights;

  private ResizeTaps(int[] first, double[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  static ResizeTaps of(int inSize, int outSize, ResizeFilter filter) {
    double scale = (double) inSize / outSize;
    double filterScale = Math.max(scale, 1);
    double support = filter.support * filterScale;
    double inverse = 1 / filterScale;
    int[] first = new int[outSize];
    double[][] weights = new double[outSize][];
    for (int out = 0; out < outSize; out++) {
      double center = (out + 0.5) * scale;
      int low = Math.max(0, (int) (center - support + 0.5));
      int high = Math.min(inSize, (int) (center + support + 0.5));
      double[] real = new double[high - low];
      double sum = 0;
      for (int i = 0; i < real.length; i++) {
        real[i] = filter.at((i + low - center + 0.5) * inverse);
        sum += real[i];
      }
      for (int i = 0; i < real.length && sum != 0; i++) {
        real[i] /= sum;
      }
      first[out] = low;
      weights[out] = real;
    }
    return new ResizeTaps(first, weights);
  }

  int first(int out) {
    return first[out];
  }

  /** Weights of one output; they sum to 1. */
  double[] weights(int out) {
    return weights[out];
  }

  /** All weights with this many fractional bits, rounded half away from zero. */
  int[][] fixedPoint(int fractionalBits) {
    int[][] fixed = new int[weights.length][];
    for (int out = 0; out < fixed.length; out++) {
      fixed[out] = new int[weights[out].length];
      for (int i = 0; i < fixed[out].length; i++) {
        double weight = weights[out][i] * (1 << fractionalBits);
        fixed[out][i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
    }
    return fixed;
  }
}
