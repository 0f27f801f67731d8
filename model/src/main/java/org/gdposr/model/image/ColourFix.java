package org.gdposr.model.image;

/** Colours of a restored image set to its input's. */
public enum ColourFix {
  NONE,
  /** Mean and deviation per channel. */
  ADAIN,
  /** All frequencies below the fifth octave, pixel by pixel. */
  WAVELET;

  private static final double EPSILON = 1e-5;

  /**
   * A restored picture with its colours set.
   *
   * @param restored three channels of any depth; may be changed
   * @param input the image whose colours are right, of the same size
   */
  public Picture apply(Picture restored, RgbImage input) {
    return switch (this) {
      case NONE -> restored;
      case ADAIN -> {
        adain(restored, restored, input);
        yield restored;
      }
      case WAVELET -> WaveletFix.apply(restored, input);
    };
  }

  /**
   * AdaIN per channel: the restored image's mean and deviation become the input's. Moments are of
   * samples in [0, 1], the variance unbiased plus 1e-5; the result is truncated to 8 bits, as
   * torchvision's ToPILImage does.
   *
   * @param restored the image to correct
   * @param input the image whose colours are right, of any size
   */
  public static RgbImage adain(RgbImage restored, RgbImage input) {
    Picture result = Picture.blank(restored.width(), restored.height(), 3, 8);
    adain(Picture.of(restored), result, input);
    return result.rgb();
  }

  private static void adain(Picture restored, Picture result, RgbImage input) {
    int white = restored.white();
    Picture right = Picture.of(input);
    for (int channel = 0; channel < 3; channel++) {
      Moments content = Moments.of(restored, channel);
      Moments style = Moments.of(right, channel);
      int[] table = new int[white + 1];
      for (int level = 0; level <= white; level++) {
        double normal = ((double) level / white - content.mean) / content.deviation;
        float value = (float) (normal * style.deviation + style.mean);
        table[level] = (int) (Math.min(1f, Math.max(0f, value)) * white);
      }
      for (int i = channel; i < restored.length(); i += 3) {
        result.set(i, table[restored.sample(i)]);
      }
    }
  }

  private record Moments(double mean, double deviation) {
    static Moments of(Picture picture, int channel) {
      long sum = 0;
      long squares = 0;
      for (int i = channel; i < picture.length(); i += 3) {
        int value = picture.sample(i);
        sum += value;
        squares += (long) value * value;
      }
      int count = picture.length() / 3;
      double white = picture.white();
      double mean = (double) sum / count;
      double spread = (squares - mean * sum) / Math.max(1, count - 1); // of levels
      double variance = Math.max(0, spread) / (white * white);
      return new Moments(mean / white, Math.sqrt(variance + EPSILON));
    }
  }
}
