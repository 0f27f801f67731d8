package org.gdposr.model.source;

import org.gdposr.model.image.RgbImage;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;

/**
 * Generated photographs by the dead leaves model (Lee, Mumford and Huang 2001): leaves that occlude
 * each other, radii by a power law. Colours, textures, contrast and sharpness differ from image to
 * image, so that some are mostly smooth and others mostly detailed.
 */
public final class DeadLeaves {
  private static final double NEARLY_OPAQUE = 1 - 1.0 / 1024;
  private static final int MOST_LEAVES = 40_000;

  private final int size;
  private final RandomStream random;
  private final Scene scene;
  private final double[] sums; // (H, W, 3)
  private final double[] covered; // (H, W)
  private int open;

  private DeadLeaves(int size, RandomStream random) {
    this.size = size;
    this.random = random;
    this.scene = Scene.random(random, size);
    this.sums = new double[3 * size * size];
    this.covered = new double[size * size];
    this.open = size * size;
  }

  /**
   * Image {@code index}: a function of the size, the seed and the index, whose bytes don't depend
   * on the machine.
   *
   * @param spec settings; the image has {@code spec.size()} pixels a side
   * @param seed the run's seed
   * @param index which image, ≥ 0
   */
  public static RgbImage render(DeadLeavesSpec spec, long seed, int index) {
    RandomStream random = RandomStream.of(seed, Purpose.DEAD_LEAVES, index, 0);
    return new DeadLeaves(spec.size(), random).render();
  }

  private RgbImage render() {
    int leaves = 0;
    // front to back: hidden surfaces are never computed
    while (open > size * size / 1000 && leaves < MOST_LEAVES) {
      double hidden = 1 - (double) open / (size * size);
      double softness = 0.6 + (scene.depthBlur() - 0.5) * hidden * hidden;
      add(Leaf.random(random, scene, size, softness));
      leaves++;
    }
    return image();
  }

  private void add(Leaf leaf) {
    int left = Math.max(0, (int) (leaf.x - leaf.reach));
    int right = Math.min(size, (int) (leaf.x + leaf.reach) + 1);
    int top = Math.max(0, (int) (leaf.y - leaf.reach));
    int bottom = Math.min(size, (int) (leaf.y + leaf.reach) + 1);
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int at = y * size + x;
        if (covered[at] < 1) {
          add(leaf, x, y, at);
        }
      }
    }
  }

  private void add(Leaf leaf, int x, int y, int at) {
    double coverage = leaf.coverage(x + 0.5, y + 0.5);
    if (coverage == 0) {
      return;
    }
    double weight = (1 - covered[at]) * coverage;
    leaf.addColour(x + 0.5, y + 0.5, weight, sums, 3 * at);
    covered[at] += weight;
    if (covered[at] > NEARLY_OPAQUE) {
      covered[at] = 1; // what is missing is below half a level
      open--;
    }
  }

  private RgbImage image() {
    byte[] rgb = new byte[sums.length];
    double[] ground = scene.palette()[0];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int at = y * size + x;
        double light =
            1 + scene.lightX() * (2.0 * x / size - 1) + scene.lightY() * (2.0 * y / size - 1);
        double bare = 1 - covered[at];
        for (int i = 0; i < 3; i++) {
          double value = (sums[3 * at + i] + bare * ground[i]) * light;
          rgb[3 * at + i] = (byte) Math.rint(255 * Math.min(1, Math.max(0, value)));
        }
      }
    }
    return new RgbImage(size, size, rgb);
  }
}
