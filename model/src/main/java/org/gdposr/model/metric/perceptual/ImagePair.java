package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;

/** What the metrics ask of their two inputs. */
final class ImagePair {
  private ImagePair() {}

  /**
   * @throws IllegalArgumentException unless both are RGB images (N,3,H,W) of one shape
   */
  static void check(NDArray x, NDArray y) {
    Shape shape = x.getShape();
    Check.that(shape.dimension() == 4 && shape.get(1) == 3, "images", shape, "(N, 3, H, W)");
    Check.that(shape.equals(y.getShape()), "images", y.getShape(), "the others' " + shape);
  }

  /**
   * @throws IllegalArgumentException unless it is one image
   */
  static void checkOne(NDArray image) {
    Shape shape = image.getShape();
    Check.that(shape.dimension() == 4 && shape.get(0) == 1, "image", shape, "(1, 3, H, W)");
  }

  /**
   * @throws DataException when a side is shorter than the network can take
   */
  static void checkSides(NDArray image, int smallest, String metric) {
    Shape shape = image.getShape();
    long height = shape.get(2);
    long width = shape.get(3);
    if (Math.min(height, width) < smallest) {
      throw new DataException(
          "image: %d×%d (expected: at least %d×%d for %s)"
              .formatted(width, height, smallest, smallest, metric));
    }
  }
}
