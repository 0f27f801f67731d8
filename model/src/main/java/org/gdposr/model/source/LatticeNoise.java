package org.gdposr.model.source;

/** Smooth random fields over the plane, by integer hashing of lattice points. */
final class LatticeNoise {
  private LatticeNoise() {}

  /**
   * Sum of octaves with amplitudes that halve as frequencies double (1/f), about in [−1, 1].
   *
   * @param wavelength of the first octave, pixels
   * @param octaves at most; those finer than 2.5 pixels are left out
   */
  static double fractal(double x, double y, double wavelength, int octaves, int seed) {
    double sum = 0;
    double amplitude = 1;
    double total = 0;
    double length = wavelength;
    for (int octave = 0; octave < octaves && length >= 2.5; octave++) {
      sum += amplitude * value(x / length, y / length, seed + 7919 * octave);
      total += amplitude;
      amplitude *= 0.6;
      length *= 0.5;
    }
    return total == 0 ? 0 : sum / total;
  }

  /** Value noise of unit wavelength in [−1, 1]. */
  static double value(double x, double y, int seed) {
    double floorX = Math.floor(x);
    double floorY = Math.floor(y);
    int column = (int) floorX;
    int row = (int) floorY;
    double u = fade(x - floorX);
    double v = fade(y - floorY);
    double top = mix(lattice(column, row, seed), lattice(column + 1, row, seed), u);
    double bottom = mix(lattice(column, row + 1, seed), lattice(column + 1, row + 1, seed), u);
    return mix(top, bottom, v);
  }

  private static double lattice(int column, int row, int seed) {
    int hash = column * 0x27D4EB2D ^ row * 0x165667B1 ^ seed * 0x9E3779B1;
    hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return (hash ^ (hash >>> 16)) * 0x1p-31;
  }

  private static double fade(double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }

  private static double mix(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
