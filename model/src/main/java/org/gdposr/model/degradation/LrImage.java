package org.gdposr.model.degradation;

import org.gdposr.model.Check;

/**
 * A degraded image before it is rounded to 8 bits.
 *
 * @param width pixels
 * @param height pixels
 * @param planes samples (3, h, w), about in [0, 1]: a final sinc filter overshoots a little
 * @param finalResize how it is enlarged to its HR image's size
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record LrImage(int width, int height, float[] planes, ResizeMode finalResize) {
  public LrImage {
    Check.that(
        planes.length == 3L * width * height,
        "planes.length",
        planes.length,
        "3 × " + width + " × " + height);
  }
}
