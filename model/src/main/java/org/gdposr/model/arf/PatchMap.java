package org.gdposr.model.arf;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.gdposr.model.image.RgbImage;

/** The complexity of each patch of an image: entropy × its pixels. Rows share the processors. */
final class PatchMap {
  private final byte[] grey; // (H, W)
  private final int width;
  private final int height;
  private final int patchSize;
  private final int columns;
  private final double[] complexity; // (rows, columns)

  private PatchMap(RgbImage image, GreyOrder order, int patchSize) {
    this.width = image.width();
    this.height = image.height();
    this.patchSize = patchSize;
    columns = (width + patchSize - 1) / patchSize;
    complexity = new double[(height + patchSize - 1) / patchSize * columns];
    grey = new byte[width * height];
    byte[] rgb = image.rgb();
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) order.level(rgb, 3 * i);
    }
  }

  static PatchMap of(RgbImage image, GreyOrder order, int patchSize) {
    PatchMap map = new PatchMap(image, order, patchSize);
    int right = image.width() / patchSize;
    int bottom = image.height() / patchSize;
    int rows = map.complexity.length / map.columns;
    map.fill(0, bottom, 0, right);
    map.fill(0, bottom, right, map.columns);
    map.fill(bottom, rows, 0, right);
    map.fill(bottom, rows, right, map.columns);
    return map;
  }

  double[] complexity() {
    return complexity;
  }

  int pixels(int patch) {
    return patchWidth(patch % columns) * patchHeight(patch / columns);
  }

  private int patchWidth(int column) {
    return Math.min(patchSize, width - column * patchSize);
  }

  private int patchHeight(int row) {
    return Math.min(patchSize, height - row * patchSize);
  }

  /** Patches of one size: independent of each other, so each processor takes some rows of them. */
  private void fill(int top, int bottom, int left, int right) {
    if (top == bottom || left == right) {
      return;
    }
    int bands = Math.min(bottom - top, ForkJoinPool.getCommonPoolParallelism() + 1);
    IntStream.range(0, bands)
        .parallel()
        .forEach(
            band ->
                new Band(left, right)
                    .fill(
                        top + (bottom - top) * band / bands,
                        top + (bottom - top) * (band + 1) / bands));
  }

  /** Some rows of patches of one size. */
  private final class Band {
    private final int left;
    private final int right;
    private final double[] entropies = new double[SobelEntropy.BATCH];
    private final int[] places = new int[SobelEntropy.BATCH];
    private int count;
    private int largestRange;

    Band(int left, int right) {
      this.left = left;
      this.right = right;
    }

    void fill(int top, int bottom) {
      int w = patchWidth(left);
      int h = patchHeight(top);
      SobelEntropy entropy = new SobelEntropy(w, h);
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          int place = row * columns + column;
          int offset = row * patchSize * width + column * patchSize;
          int range = range(offset, w, h);
          if (MagnitudeBins.upTo(entropy.steepest(range)) == 1) {
            complexity[place] = SobelEntropy.flat() * (w * h);
            continue;
          }
          entropy.take(grey, width, offset, count);
          places[count++] = place;
          largestRange = Math.max(largestRange, range);
          if (count == SobelEntropy.BATCH) {
            store(entropy, w * h);
          }
        }
      }
      store(entropy, w * h);
    }

    private void store(SobelEntropy entropy, int pixels) {
      if (count == 0) {
        return;
      }
      entropy.of(count, largestRange, entropies);
      for (int i = 0; i < count; i++) {
        complexity[places[i]] = entropies[i] * pixels;
      }
      count = 0;
      largestRange = 0;
    }
  }

  /** The largest difference of levels within a patch. */
  private int range(int offset, int w, int h) {
    int low = 255;
    int high = 0;
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int level = grey[offset + y * width + x] & 0xFF;
        low = Math.min(low, level);
        high = Math.max(high, level);
      }
    }
    return high - low;
  }
}
