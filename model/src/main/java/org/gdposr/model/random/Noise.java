package org.gdposr.model.random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Standard normal tensors from counter-based streams: the same bits on every device. */
public final class Noise {
  private Noise() {}

  /** One tensor from the stream of one item and member. */
  public static NDArray of(
      NDManager manager, Shape shape, long seed, Purpose purpose, long item, int member) {
    int count = Math.toIntExact(shape.size());
    return manager.create(RandomStream.of(seed, purpose, item, member).gaussians(count), shape);
  }

  /**
   * A tensor whose first axis runs over members: entry m comes from the stream of (item, m), so
   * that it doesn't depend on how many members there are.
   */
  public static NDArray ofMembers(
      NDManager manager, Shape shape, long seed, Purpose purpose, long item) {
    int members = (int) shape.get(0);
    int length = Math.toIntExact(shape.size() / members);
    float[] values = new float[members * length];
    for (int member = 0; member < members; member++) {
      float[] part = RandomStream.of(seed, purpose, item, member).gaussians(length);
      System.arraycopy(part, 0, values, member * length, length);
    }
    return manager.create(values, shape);
  }
}
