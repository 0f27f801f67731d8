package org.gdposr.model.weights;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.gdposr.model.Check;

/**
 * The element types of weight files, under the names of safetensors. Files that hold any of them
 * can be listed; those without a type of the engine's cannot be loaded.
 */
enum DataKind {
  F32(4, DataType.FLOAT32),
  F16(2, DataType.FLOAT16),
  BF16(2, DataType.BFLOAT16),
  F64(8, DataType.FLOAT64),
  I64(8, DataType.INT64),
  I32(4, DataType.INT32),
  I8(1, DataType.INT8),
  U8(1, DataType.UINT8),
  BOOL(1, DataType.BOOLEAN),
  I16(2, DataType.UNKNOWN),
  U16(2, DataType.UNKNOWN),
  U32(4, DataType.UNKNOWN),
  U64(8, DataType.UNKNOWN),
  F8_E4M3(1, DataType.UNKNOWN),
  F8_E5M2(1, DataType.UNKNOWN);

  private final int bytes;
  private final DataType engineType;

  DataKind(int bytes, DataType engineType) {
    this.bytes = bytes;
    this.engineType = engineType;
  }

  int bytes() {
    return bytes;
  }

  boolean loads() {
    return engineType != DataType.UNKNOWN;
  }

  /** Whether loading widens to float32, exactly. */
  boolean isHalf() {
    return this == F16 || this == BF16;
  }

  /**
   * @throws IllegalArgumentException if the engine has none
   */
  DataType engineType() {
    Check.that(loads(), "dtype", name(), "a type that loads: F32, F16, BF16, F64 or whole numbers");
    return engineType;
  }

  static DataKind of(String name) {
    for (DataKind kind : values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "dtype: "
            + name
            + " (expected: one of "
            + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))
            + ")");
  }

  static DataKind of(DataType type) {
    for (DataKind kind : values()) {
      if (kind.loads() && kind.engineType == type) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "data type: " + type + " (expected: float, integer or boolean numbers)");
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
