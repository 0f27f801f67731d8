package org.gdposr.model.arf;

/** The channel order in which the region map turns RGB into grey. */
public enum GreyOrder {
  /** Each channel with its own weight. */
  RGB(9798, 3735),
  /** Red and blue with each other's weights, as in the authors' code; for comparisons with it. */
  BGR(3735, 9798);

  private static final int GREEN = 19235;
  private static final int SHIFT = 15;

  private final int red;
  private final int blue;

  GreyOrder(int red, int blue) {
    this.red = red;
    this.blue = blue;
  }

  /** OpenCV's 8-bit grey of interleaved samples, from {@code at} on. */
  int level(byte[] rgb, int at) {
    int sum = red * (rgb[at] & 0xFF) + GREEN * (rgb[at + 1] & 0xFF) + blue * (rgb[at + 2] & 0xFF);
    return (sum + (1 << (SHIFT - 1))) >> SHIFT;
  }
}
