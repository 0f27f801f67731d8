package org.gdposr.model.metric;

import org.gdposr.model.Check;
import org.gdposr.model.image.Luma;
import org.gdposr.model.image.RgbImage;

/** Peak signal-to-noise ratio; higher is better. */
public final class Psnr {
  private static final double EPSILON = 1e-8;

  private Psnr() {}

  /**
   * PSNR of Y, in dB: 10·log10(1 / (MSE + 1e-8)), so at most 80.
   *
   * @param restored an image
   * @param reference its HR image, of the same size
   */
  public static double y(RgbImage restored, RgbImage reference) {
    Check.that(
        restored.width() == reference.width() && restored.height() == reference.height(),
        "restored",
        restored,
        "the size of its HR image, " + reference);
    double[] a = Luma.of(restored);
    double[] b = Luma.of(reference);
    double sum = 0;
    // a loop of its own: the compiler makes it work on vectors
    for (int i = 0; i < a.length; i++) {
      a[i] = (a[i] - b[i]) / 255;
    }
    for (double difference : a) {
      sum += difference * difference;
    }
    return 10 * StrictMath.log10(1 / (sum / a.length + EPSILON));
  }
}
