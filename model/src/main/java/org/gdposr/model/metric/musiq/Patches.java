package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.DataException;

/**
 * An image's patches at three scales, one after the other.
 *
 * @param pixels in [−1, 1], (L,3,side,side); zeros beyond the image's edges
 * @param place of each patch in a table of {@link #GRID}² positions, (L)
 * @param scale of each patch: 0, 1 with the longer side at {@link #LONGER_SIDES}, 2 as it is, (L)
 * @param mask 1 for a patch, 0 for zeros that make each of the first two scales a square, (L)
 */
record Patches(NDArray pixels, NDArray place, NDArray scale, NDArray mask)
    implements AutoCloseable {
  static final int SIDE = 32;
  static final int GRID = 10;

  private static final long[] LONGER_SIDES = {224, 384};

  /**
   * @param image (1,3,H,W) in [0, 1]
   */
  static Patches of(NDArray image) {
    long[] lengths = new long[LONGER_SIDES.length + 1];
    try (NDList scales = new NDList();
        NDArray signed = MusiqOps.signed(image)) {
      for (int i = 0; i < LONGER_SIDES.length; i++) {
        long cells = (LONGER_SIDES[i] + SIDE - 1) / SIDE;
        lengths[i] = cells * cells;
        scales.add(resized(signed, LONGER_SIDES[i])); // (1, 3, h, w)
      }
      scales.add(signed);
      NDList parts = MusiqOps.patches(scales, lengths, SIDE, GRID);
      return new Patches(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }
  }

  private static NDArray resized(NDArray image, long longerSide) {
    Shape shape = image.getShape();
    double ratio = (double) longerSide / Math.max(shape.get(2), shape.get(3));
    long height = (long) Math.rint(shape.get(2) * ratio);
    long width = (long) Math.rint(shape.get(3) * ratio);
    if (height < 1 || width < 1) {
      throw new DataException(
          "image: "
              + shape.get(3)
              + "×"
              + shape.get(2)
              + " (expected: a longer side of less than "
              + 2 * LONGER_SIDES[0]
              + " times the shorter one, for MUSIQ)");
    }
    return MusiqOps.resized(image, height, width);
  }

  @Override
  public void close() {
    pixels.close();
    place.close();
    scale.close();
    mask.close();
  }
}
