package org.gdposr.model.image;

/** Pillow's kernels, of positions in units of the coarser grid's pixels. */
enum ResizeFilter {
  /** a = −0.5. */
  BICUBIC(2) {
    @Override
    double at(double position) {
      double a = -0.5;
      double x = Math.abs(position);
      if (x < 1) {
        return ((a + 2) * x - (a + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
  },
  /** Three lobes. */
  LANCZOS(3) {
    @Override
    double at(double position) {
      return position >= -3 && position < 3 ? sinc(position) * sinc(position / 3) : 0;
    }
  };

  /** The kernel is 0 beyond. */
  final double support;

  ResizeFilter(double support) {
    this.support = support;
  }

  abstract double at(double position);

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(x * Math.PI) / (x * Math.PI);
  }
}
