package org.gdposr.model.source;

import org.gdposr.model.random.RandomStream;

/** Brightness of a leaf's surface around its base colour. */
final class Texture {
  private enum Kind {
    PLAIN,
    NOISE,
    GRATING,
    BANDS,
    GRAIN
  }

  /** Noise twice: it is nature's most common. */
  private static final Kind[] TEXTURES = {
    Kind.NOISE, Kind.NOISE, Kind.GRAIN, Kind.GRATING, Kind.BANDS
  };

  private final Kind kind;
  private final double amplitude;
  private final double wavelength;
  private final double cos;
  private final double sin;
  private final double warp;
  private final int seed;

  private Texture(RandomStream random, Kind kind, double amplitude, double radius) {
    this.kind = kind;
    this.amplitude = amplitude;
    double longest = Math.max(6, radius * 0.8);
    this.wavelength =
        kind == Kind.GRAIN
            ? random.uniform(2.6, 5)
            : Scene.logUniform(random, kind == Kind.NOISE ? 6 : 3.5, longest + 3);
    double angle = random.uniform(0, Math.PI);
    this.cos = StrictMath.cos(angle);
    this.sin = StrictMath.sin(angle);
    this.warp = random.uniform(0, 0.6);
    this.seed = random.nextInt();
  }

  static Texture random(RandomStream random, Scene scene, double radius) {
    boolean plain = random.nextDouble() < scene.plainShare();
    Kind kind = plain ? Kind.PLAIN : TEXTURES[random.nextInt(TEXTURES.length)];
    double amplitude =
        plain
            ? random.uniform(0.005, 0.03)
            : scene.contrast() * Scene.logUniform(random, 0.04, 0.3);
    return new Texture(random, kind, Math.min(0.4, amplitude), radius);
  }

  /** Brightness to add at a pixel of the image, about in [−0.4, 0.4]. */
  double at(double x, double y) {
    double turnedX = x * cos + y * sin;
    double turnedY = y * cos - x * sin;
    double along = turnedX / wavelength;
    double across = turnedY / wavelength;
    double value =
        switch (kind) {
          case PLAIN -> LatticeNoise.value(turnedX / 48, turnedY / 48, seed);
          case NOISE -> 1.6 * LatticeNoise.fractal(turnedX, turnedY, wavelength, 6, seed);
          case GRAIN -> LatticeNoise.fractal(turnedX, turnedY, wavelength, 2, seed);
          case GRATING -> StrictMath.sin(2 * Math.PI * (along + warped(along, across)));
          case BANDS -> bands(along + warped(along, across));
        };
    return amplitude * value;
  }

  private double warped(double along, double across) {
    return warp * LatticeNoise.value(along * 0.35, across * 0.35, seed);
  }

  /** A square wave whose flanks are as wide as a pixel. */
  private double bands(double phase) {
    double wave = Math.abs(2 * (phase - Math.floor(phase)) - 1) - 0.5; // triangle in ±0.5
    return Math.min(1, Math.max(-1, wave * wavelength));
  }
}
