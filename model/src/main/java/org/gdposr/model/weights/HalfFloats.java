package org.gdposr.model.weights;

import java.nio.ShortBuffer;

/** IEEE 754 binary16 to float, exactly. */
final class HalfFloats {
  private static final float SUBNORMAL_UNIT = 0x1p-24f;

  private HalfFloats() {}

  static float[] floats(ShortBuffer halves) {
    float[] values = new float[halves.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = toFloat(halves.get(i));
    }
    return values;
  }

  static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1F;
    int mantissa = half & 0x3FF;
    if (exponent == 0) {
      float magnitude = mantissa * SUBNORMAL_UNIT;
      return sign == 0 ? magnitude : -magnitude;
    }
    int biased = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | biased << 23 | mantissa << 13);
  }
}
