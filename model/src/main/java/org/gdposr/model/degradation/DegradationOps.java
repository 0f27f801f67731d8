package org.gdposr.model.degradation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.gdposr.model.torch.ScriptLibrary;

/** The degradation's operations on the engine; images are (1, 3, H, W). */
final class DegradationOps {
  private static final ScriptLibrary LIBRARY =
      ScriptLibrary.fromResource(DegradationOps.class, "degradation_ops.py");

  private static final int ROWS_AT_ONCE = 16;

  private DegradationOps() {}

  /** As {@code interpolate(x, size=(height, width))}. */
  static NDArray resize(NDArray x, ResizeMode mode, int height, int width) {
    String method =
        switch (mode) {
          case AREA -> "area";
          case BILINEAR -> "bilinear";
          case BICUBIC -> "bicubic";
        };
    return LIBRARY.call(x.getManager(), method, x, height, width);
  }

  /**
   * As {@code interpolate(x, scale_factor=factor)}: sizes round down, the grid keeps the factor.
   */
  static NDArray resizeBy(NDArray x, ResizeMode mode, double factor) {
    int height = (int) Math.max(1, x.getShape().get(2) * factor);
    int width = (int) Math.max(1, x.getShape().get(3) * factor);
    NDManager manager = x.getManager();
    return switch (mode) {
      case AREA -> LIBRARY.call(manager, "area", x, height, width);
      case BILINEAR -> LIBRARY.call(manager, "bilinear_by", x, height, width, factor);
      case BICUBIC -> LIBRARY.call(manager, "bicubic_by", x, height, width, factor);
    };
  }

  /**
   * Correlation with a kernel of at most 2·side − 1, borders reflected. Sixteen rows of the result
   * are computed as the channels of one strided convolution: twelve times faster than one by one.
   */
  static NDArray filter(NDArray x, BlurKernel kernel) {
    int size = kernel.size();
    int taller = size + ROWS_AT_ONCE - 1;
    float[] shifted = new float[ROWS_AT_ONCE * taller * size];
    for (int row = 0; row < ROWS_AT_ONCE; row++) {
      System.arraycopy(
          kernel.weights(), 0, shifted, (row * taller + row) * size, kernel.weights().length);
    }
    NDArray weights = x.getManager().create(shifted, new Shape(ROWS_AT_ONCE, 1, taller, size));
    return LIBRARY.call(x.getManager(), "filter", x, weights);
  }

  /**
   * JPEG compression and decompression of the image clamped to [0, 1], at 4:2:0, with hard rounding
   * and a real-valued quality.
   *
   * @param quality in (0, 100]
   */
  static NDArray jpeg(NDArray x, double quality) {
    NDManager manager = x.getManager();
    return LIBRARY.call(
        manager,
        "jpeg",
        x,
        JpegTables.factor(quality),
        manager.create(JpegTables.FORWARD, new Shape(64, 64)),
        manager.create(JpegTables.INVERSE, new Shape(64, 64)),
        manager.create(JpegTables.FORWARD_SCALE, new Shape(64)),
        manager.create(JpegTables.INVERSE_SCALE, new Shape(64)),
        manager.create(JpegTables.QUANTISATION, new Shape(2, 64)),
        manager.create(JpegTables.COLOUR, new Shape(3, 3, 3)));
  }
}
