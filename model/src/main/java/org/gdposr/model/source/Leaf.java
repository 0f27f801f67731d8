package org.gdposr.model.source;

import org.gdposr.model.random.RandomStream;

/** A leaf: a rotated ellipse or rounded rectangle with a colour, texture and shading. */
final class Leaf {
  final double x;
  final double y;
  final double reach;
  private final double radius;
  private final double aspect;
  private final double cos;
  private final double sin;
  private final boolean boxy;
  private final double softness;
  private final double[] colour;
  private final Texture texture;
  private final double slopeX;
  private final double slopeY;
  private final double rim;

  private Leaf(RandomStream random, Scene scene, int size, double softness) {
    this.radius = powerLaw(random, scene.smallest(), scene.largest());
    this.x = random.uniform(-0.1, 1.1) * size;
    this.y = random.uniform(-0.1, 1.1) * size;
    this.aspect = random.nextDouble() < 0.35 ? 1 : random.uniform(0.3, 1);
    double angle = random.uniform(0, Math.PI);
    this.cos = StrictMath.cos(angle);
    this.sin = StrictMath.sin(angle);
    this.boxy = random.nextDouble() < 0.35;
    this.softness = softness;
    this.reach = radius * (boxy ? 1.2 : 1) + softness + 1;
    this.colour = jittered(random, scene.palette());
    this.texture = Texture.random(random, scene, radius);
    double slope = random.uniform(0, 0.12);
    double direction = random.uniform(0, 2 * Math.PI);
    this.slopeX = slope * StrictMath.cos(direction);
    this.slopeY = slope * StrictMath.sin(direction);
    this.rim = random.uniform(0, 0.15);
  }

  static Leaf random(RandomStream random, Scene scene, int size, double softness) {
    return new Leaf(random, scene, size, softness);
  }

  /** A radius with density ∝ r⁻³, which keeps the statistics the same at all scales. */
  private static double powerLaw(RandomStream random, double low, double high) {
    double a = 1 / (low * low);
    double b = 1 / (high * high);
    return 1 / Math.sqrt(a + (b - a) * random.nextDouble());
  }

  private static double[] jittered(RandomStream random, double[][] palette) {
    double[] base = palette[random.nextInt(palette.length)];
    double shift = 0.06 * random.nextGaussian();
    double[] colour = new double[3];
    for (int i = 0; i < 3; i++) {
      colour[i] = base[i] + shift + 0.02 * random.nextGaussian();
    }
    return colour;
  }

  /** Share of the pixel that the leaf covers, in [0, 1]. */
  double coverage(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    double u = (dx * cos + dy * sin) / radius;
    double v = (dy * cos - dx * sin) / (radius * aspect);
    double u2 = u * u;
    double v2 = v * v;
    // inside is q < 1; the distance to the edge is (1 − q) / |∇q| to first order
    double q = boxy ? u2 * u2 * u2 + v2 * v2 * v2 : u2 + v2;
    double du = (boxy ? 6 * u2 * u2 * u : 2 * u) / radius;
    double dv = (boxy ? 6 * v2 * v2 * v : 2 * v) / (radius * aspect);
    double gradient = Math.sqrt(du * du + dv * dv);
    if (gradient == 0) {
      return 1;
    }
    double distance = (1 - q) / gradient;
    double t = Math.min(1, Math.max(0, 0.5 + distance / (2 * softness)));
    return t * t * (3 - 2 * t);
  }

  /** Adds the leaf's colour at a pixel, times {@code weight}, to a sum of RGB. */
  void addColour(double px, double py, double weight, double[] sums, int at) {
    double u = (px - x) / radius;
    double v = (py - y) / radius;
    double shade = 1 + slopeX * u + slopeY * v - rim * Math.min(1.5, u * u + v * v);
    double brightness = texture.at(px, py);
    for (int i = 0; i < 3; i++) {
      double value = (colour[i] + brightness * (0.4 + colour[i])) * shade;
      sums[at + i] += weight * Math.min(1, Math.max(0, value));
    }
  }
}
