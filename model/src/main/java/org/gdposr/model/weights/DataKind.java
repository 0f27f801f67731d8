package org.gdposr.model.weights;

import ai.djl.ndarray.types.DataType;
import org.gdposr.model.Check;

/** The element types of safetensors that are read and written here, under the format's names. */
enum DataKind {
  F32(4, DataType.FLOAT32),
  F16(2, DataType.FLOAT16),
  F64(8, DataType.FLOAT64),
  I64(8, DataType.INT64),
  U8(1, DataType.UINT8);

  private final int bytes;
  private final DataType engineType;

  DataKind(int bytes, DataType engineType) {
    this.bytes = bytes;
    this.engineType = engineType;
  }

  int bytes() {
    return bytes;
  }

  DataType engineType() {
    return engineType;
  }

  static DataKind of(String name) {
    for (DataKind kind : values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("dtype: " + name + " (expected: F32, F16, F64, I64 or U8)");
  }

  static DataKind of(DataType type) {
    for (DataKind kind : values()) {
      if (kind.engineType == type) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "data type: " + type + " (expected: float32, float16, float64, int64 or uint8)");
  }

  /**
   * Bytes of a tensor of this shape.
   *
   * @throws IllegalArgumentException for a negative side or more than 2^63 − 1 bytes
   */
  long bytes(long[] shape) {
    long size = bytes;
    for (long side : shape) {
      Check.that(side >= 0, "shape", side, "sides >= 0");
      try {
        size = Math.multiplyExact(size, side);
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("shape: overflows (expected: below 2^63 bytes)", e);
      }
    }
    return size;
  }
}
