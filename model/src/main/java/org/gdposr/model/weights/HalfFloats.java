package org.gdposr.model.weights;

import java.nio.ShortBuffer;

/** IEEE 754 binary16 and bfloat16 to float, exactly. */
final class HalfFloats {
  private static final float SUBNORMAL_UNIT = 0x1p-24f;

  private HalfFloats() {}

  static float[] floats(DataKind kind, ShortBuffer halves) {
    float[] values = new float[halves.remaining()];
    for (int i = 0; i < values.length; i++) {
      short half = halves.get(i);
      values[i] =
          kind == DataKind.BF16 ? Float.intBitsToFloat((half & 0xFFFF) << 16) : toFloat(half);
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
