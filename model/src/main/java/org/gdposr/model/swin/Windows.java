package org.gdposr.model.swin;

import org.gdposr.model.Check;

/**
 * How a square of tokens is cut into attention windows.
 *
 * @param side of the square, tokens
 * @param window side of a window, divides {@code side}
 * @param shift tokens by which the square is rolled up and left before it is cut
 */
record Windows(int side, int window, int shift) {
  /** What the published weights were trained with; a softmax makes it zero. */
  private static final float APART = -100;

  Windows {
    Check.that(window >= 1 && side % window == 0, "window", window, "divides " + side);
    Check.that(shift >= 0 && shift < window, "shift", shift, "in 0.." + (window - 1));
  }

  /** Unshifted; a square smaller than {@code largest} is one window. */
  static Windows plain(int side, int largest) {
    return new Windows(side, Math.min(side, largest), 0);
  }

  /** These shifted by half a window, or as they are if there is only one. */
  Windows shifted() {
    return side == window ? this : new Windows(side, window, window / 2);
  }

  /** Tokens of a window. */
  int tokens() {
    return window * window;
  }

  /** Relative positions of two tokens of a window: (2w−1)². */
  int positions() {
    return (2 * window - 1) * (2 * window - 1);
  }

  /** The relative position of each pair of tokens of a window (w²,w²), in 0 … positions − 1. */
  long[] index() {
    long[] index = new long[tokens() * tokens()];
    int i = 0;
    for (int from = 0; from < tokens(); from++) {
      for (int to = 0; to < tokens(); to++) {
        int down = from / window - to / window + window - 1;
        int right = from % window - to % window + window - 1;
        index[i++] = (long) down * (2 * window - 1) + right;
      }
    }
    return index;
  }

  /**
   * What keeps tokens apart that the roll brought from opposite edges into one window: (W,w²,w²).
   */
  float[] mask() {
    int columns = side / window;
    float[] mask = new float[columns * columns * tokens() * tokens()];
    int i = 0;
    for (int cut = 0; cut < columns * columns; cut++) {
      int top = cut / columns * window;
      int left = cut % columns * window;
      for (int from = 0; from < tokens(); from++) {
        int area = area(top + from / window, left + from % window);
        for (int to = 0; to < tokens(); to++) {
          mask[i++] = area == area(top + to / window, left + to % window) ? 0 : APART;
        }
      }
    }
    return mask;
  }

  /** Tokens of one area were neighbours before the roll. */
  private int area(int row, int column) {
    return 3 * band(row) + band(column);
  }

  private int band(int place) {
    if (place < side - window) {
      return 0;
    }
    return place < side - shift ? 1 : 2;
  }
}
