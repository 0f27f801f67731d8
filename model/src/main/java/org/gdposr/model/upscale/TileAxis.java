package org.gdposr.model.upscale;

/**
 * Overlapping tiles along one axis, and what each contributes to each place: gaussians of variance
 * 0.01 (of the tile's length squared) that sum to 1. Products of two axes' weights are a grid's, so
 * rows and columns are normalised apart.
 */
final class TileAxis {
  private static final double VARIANCE = 0.01;

  private final int length;
  private final int[] starts;
  private final float[][] weights;

  private TileAxis(int length, int[] starts, float[][] weights) {
    this.length = length;
    this.starts = starts;
    this.weights = weights;
  }

  /**
   * Tiles at even steps; the last one is flush with the end.
   *
   * @param side places to cover
   * @param tile length of a tile; a shorter side is one tile
   * @param overlap least overlap, below {@code tile}
   * @param shift of the gaussians' middles from the tiles' middles
   */
  static TileAxis of(int side, int tile, int overlap, double shift) {
    int length = Math.min(side, tile);
    int step = Math.max(1, length - overlap);
    int count = 1 + (side - length + step - 1) / step;
    int[] starts = new int[count];
    double[] sums = new double[side];
    for (int i = 0; i < count; i++) {
      starts[i] = Math.min(i * step, side - length);
      for (int x = 0; x < length; x++) {
        sums[starts[i] + x] += gaussian(x, length, shift);
      }
    }
    float[][] weights = new float[count][length];
    for (int i = 0; i < count; i++) {
      for (int x = 0; x < length; x++) {
        weights[i][x] = (float) (gaussian(x, length, shift) / sums[starts[i] + x]);
      }
    }
    return new TileAxis(length, starts, weights);
  }

  private static double gaussian(int x, int length, double shift) {
    double position = (x - (length - 1) / 2.0 - shift) / length;
    return StrictMath.exp(-position * position / (2 * VARIANCE));
  }

  int count() {
    return starts.length;
  }

  /** Length of each tile. */
  int length() {
    return length;
  }

  /** First place of a tile. */
  int start(int tile) {
    return starts[tile];
  }

  /** The place after a tile's last. */
  int end(int tile) {
    return starts[tile] + length;
  }

  /** Contribution of a tile at an offset within it, in (0, 1]. */
  float weight(int tile, int offset) {
    return weights[tile][offset];
  }
}
