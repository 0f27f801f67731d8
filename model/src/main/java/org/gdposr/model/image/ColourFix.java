package org.gdposr.model.image;

/** Colours of a restored image set to its input's. */
public final class ColourFix {
  private static final double EPSILON = 1e-5;

  private ColourFix() {}

  /**
   * AdaIN per channel: the restored image's mean and deviation become the input's. Moments are of
   * samples in [0, 1], the variance unbiased plus 1e-5; the result is truncated to 8 bits, as
   * torchvision's ToPILImage does.
   *
   * @param restored the image to correct
   * @param input the image whose colours are right, of any size
   */
  public static RgbImage adain(RgbImage restored, RgbImage input) {
    byte[] from = restored.rgb();
    byte[] result = new byte[from.length];
    for (int channel = 0; channel < 3; channel++) {
      Moments content = Moments.of(from, channel);
      Moments style = Moments.of(input.rgb(), channel);
      byte[] table = new byte[256];
      for (int level = 0; level < 256; level++) {
        double normal = (level / 255.0 - content.mean) / content.deviation;
        float value = (float) (normal * style.deviation + style.mean);
        table[level] = (byte) (int) (Math.min(1f, Math.max(0f, value)) * 255f);
      }
      for (int i = channel; i < from.length; i += 3) {
        result[i] = table[from[i] & 0xFF];
      }
    }
    return new RgbImage(restored.width(), restored.height(), result);
  }

  private record Moments(double mean, double deviation) {
    static Moments of(byte[] rgb, int channel) {
      long sum = 0;
      long squares = 0;
      for (int i = channel; i < rgb.length; i += 3) {
        int value = rgb[i] & 0xFF;
        sum += value;
        squares += (long) value * value;
      }
      int count = rgb.length / 3;
      double mean = (double) sum / count;
      double spread = (squares - mean * sum) / Math.max(1, count - 1); // of 8-bit levels
      double variance = Math.max(0, spread) / (255.0 * 255.0);
      return new Moments(mean / 255, Math.sqrt(variance + EPSILON));
    }
  }
}
