package org.gdposr.model.arf;

/**
 * Single gradients of a patch in double precision, operation by operation as the resize and the
 * Sobel filter of OpenCV 5 compute them: their rounding decides samples that lie on a bin's border.
 */
final class FloatGradient {
  private static final int SIDE = GradientAxis.SIDE;

  private final float[][][] levels; // (h, w, patches)
  private final int patch;

  FloatGradient(float[][][] levels, int patch) {
    this.levels = levels;
    this.patch = patch;
  }

  /** |∇| at a place of the enlarged patch. */
  double magnitude(int x, int y) {
    double[] smooth = new double[3];
    double[] difference = new double[3];
    for (int i = 0; i < 3; i++) {
      double before = enlarged(x - 1, y + i - 1);
      double at = enlarged(x, y + i - 1);
      double after = enlarged(x + 1, y + i - 1);
      smooth[i] = before + 2 * at + after;
      difference[i] = after - before;
    }
    double gx = 2 * difference[1] + (difference[2] + difference[0]);
    double gy = smooth[2] - smooth[0];
    return Math.sqrt(gx * gx + gy * gy);
  }

  /** Borders repeated. */
  private double enlarged(int x, int y) {
    int row = Math.min(Math.max(y, 0), SIDE - 1);
    int height = levels.length;
    int source = (2 * row + 1) * height - SIDE; // 128ths
    int low = Math.floorDiv(source, GradientAxis.SCALE);
    double fraction = (source - low * GradientAxis.SCALE) / (double) GradientAxis.SCALE;
    if (low < 0) {
      return across(x, 0);
    }
    if (low >= height - 1) {
      return across(x, height - 1);
    }
    double above = across(x, low);
    return Math.fma(across(x, low + 1) - above, fraction, above);
  }

  private double across(int x, int row) {
    int column = Math.min(Math.max(x, 0), SIDE - 1);
    int width = levels[0].length;
    int source = (2 * column + 1) * width - SIDE;
    int low = Math.floorDiv(source, GradientAxis.SCALE);
    double fraction = (source - low * GradientAxis.SCALE) / (double) GradientAxis.SCALE;
    if (low < 0) {
      return level(0, row);
    }
    if (low >= width - 1) {
      return level(width - 1, row);
    }
    double left = level(low, row);
    return Math.fma(level(low + 1, row) - left, fraction, left);
  }

  private double level(int x, int y) {
    return levels[y][x][patch] / 255.0;
  }
}
