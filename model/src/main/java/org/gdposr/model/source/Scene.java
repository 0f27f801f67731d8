package org.gdposr.model.source;

import org.gdposr.model.random.RandomStream;

/**
 * What the leaves of one image share.
 *
 * @param smallest smallest radius, pixels
 * @param largest largest radius, pixels
 * @param palette base colours (n, 3) in [0, 1]
 * @param plainShare share of leaves without texture
 * @param contrast scale of the textures' amplitude
 * @param depthBlur softness of the farthest edges, pixels
 * @param lightX light's slope across the image
 * @param lightY light's slope down the image
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scene(
    double smallest,
    double largest,
    double[][] palette,
    double plainShare,
    double contrast,
    double depthBlur,
    double lightX,
    double lightY) {

  static Scene random(RandomStream random, int size) {
    double smallest = Math.max(1.5, size * logUniform(random, 0.02, 0.3));
    double largest = Math.max(smallest * 1.5, size * random.uniform(0.35, 0.8));
    return new Scene(
        smallest,
        largest,
        palette(random),
        random.uniform(0.15, 0.95),
        logUniform(random, 0.15, 1.5),
        random.nextDouble() < 0.4 ? random.uniform(1, 5) : 0.5,
        random.uniform(-0.18, 0.18),
        random.uniform(-0.18, 0.18));
  }

  static double logUniform(RandomStream random, double low, double high) {
    return low * StrictMath.exp(random.nextDouble() * StrictMath.log(high / low));
  }

  /** A few related hues, most of them muted, over a wide range of lightness. */
  private static double[][] palette(RandomStream random) {
    int count = 3 + random.nextInt(4);
    double hue = random.nextDouble() < 0.6 ? random.uniform(0.03, 0.17) : random.nextDouble();
    double spread = random.uniform(0.02, 0.25);
    double saturation = random.uniform(0.03, 0.4);
    double middle = random.uniform(0.36, 0.64);
    double range = random.uniform(0.1, 0.34);
    double[][] palette = new double[count][];
    for (int i = 0; i < count; i++) {
      double ownHue = hue + spread * random.nextGaussian();
      double ownSaturation = saturation * random.uniform(0.3, 1.3);
      double lightness = middle + range * random.uniform(-1, 1) * 1.3;
      palette[i] = colour(ownHue, ownSaturation, lightness);
    }
    return palette;
  }

  /** RGB of a hue in turns, a saturation in [0, 1] and a mean lightness. */
  private static double[] colour(double hue, double saturation, double lightness) {
    double[] rgb = new double[3];
    double chroma = saturation * Math.min(lightness, 1 - lightness * 0.75);
    for (int channel = 0; channel < 3; channel++) {
      double phase = 2 * Math.PI * (hue - channel / 3.0);
      rgb[channel] = Math.min(0.97, Math.max(0.03, lightness + chroma * StrictMath.cos(phase)));
    }
    return rgb;
  }
}
