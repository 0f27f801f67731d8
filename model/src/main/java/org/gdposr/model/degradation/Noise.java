package org.gdposr.model.degradation;

import org.gdposr.model.random.RandomStream;

/** Noise on planes (3, H, W) in place; results are clamped to [0, 1], not rounded. */
final class Noise {
  private Noise() {}

  /**
   * Gaussian noise of each sample.
   *
   * @param sigma in 8-bit levels
   */
  static void gaussian(float[] planes, double sigma, RandomStream random) {
    float scale = (float) (sigma / 255);
    for (int i = 0; i < planes.length; i++) {
      planes[i] = clamp(planes[i] + (float) random.nextGaussian() * scale);
    }
  }

  /** Gaussian noise of each pixel, the same for its three channels. */
  static void greyGaussian(float[] planes, double sigma, RandomStream random) {
    float scale = (float) (sigma / 255);
    int area = planes.length / 3;
    for (int i = 0; i < area; i++) {
      float noise = (float) random.nextGaussian() * scale;
      for (int at = i; at < planes.length; at += area) {
        planes[at] = clamp(planes[at] + noise);
      }
    }
  }

  /** Shot noise of each sample, times {@code scale}. */
  static void poisson(float[] planes, double scale, RandomStream random) {
    ShotNoise shot = ShotNoise.of(planes, random);
    for (int i = 0; i < planes.length; i++) {
      planes[i] = clamp(planes[i] + shot.next(planes[i]) * (float) scale);
    }
  }

  /** Shot noise of each pixel's grey value, times {@code scale}, the same for its channels. */
  static void greyPoisson(float[] planes, double scale, RandomStream random) {
    int area = planes.length / 3;
    float[] grey = new float[area];
    for (int i = 0; i < area; i++) {
      grey[i] = 0.2989f * planes[i] + 0.587f * planes[area + i] + 0.114f * planes[2 * area + i];
    }
    ShotNoise shot = ShotNoise.of(grey, random);
    for (int i = 0; i < area; i++) {
      float noise = shot.next(grey[i]) * (float) scale;
      for (int at = i; at < planes.length; at += area) {
        planes[at] = clamp(planes[at] + noise);
      }
    }
  }

  private static float clamp(float value) {
    return Math.min(1f, Math.max(0f, value));
  }
}
