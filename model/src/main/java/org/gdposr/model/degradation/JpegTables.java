package org.gdposr.model.degradation;

/** Constants of JPEG (ITU T.81, annex K) as matrices over flattened 8×8 blocks. */
final class JpegTables {
  /** Cosines of the transform (pixel, frequency). */
  static final float[] FORWARD = new float[64 * 64];

  /** Cosines of the inverse transform (frequency, pixel). */
  static final float[] INVERSE = new float[64 * 64];

  /** α_u·α_v/4 of each frequency. */
  static final float[] FORWARD_SCALE = new float[64];

  /** α_u·α_v of each frequency. */
  static final float[] INVERSE_SCALE = new float[64];

  /** Quantisation steps of luma and chroma at quality 50 (2, 64). */
  static final float[] QUANTISATION = new float[2 * 64];

  /**
   * RGB to YCbCr, YCbCr to RGB, each (from, to), and the offset of YCbCr in the last three rows.
   */
  static final float[] COLOUR = {
    0.299f,
    -0.168736f,
    0.5f,
    0.587f,
    -0.331264f,
    -0.418688f,
    0.114f,
    0.5f,
    -0.081312f,
    1,
    1,
    1,
    0,
    -0.344136f,
    1.772f,
    1.402f,
    -0.714136f,
    0,
    0,
    128,
    128,
    0,
    0,
    0,
    0,
    0,
    0
  };

  /** By row frequency first: the table of the standard transposed, as the reference has it. */
  private static final int[] LUMA = {
    16, 12, 14, 14, 18, 24, 49, 72,
    11, 12, 13, 17, 22, 35, 64, 92,
    10, 14, 16, 22, 37, 55, 78, 95,
    16, 19, 24, 29, 56, 64, 87, 98,
    24, 26, 40, 51, 68, 81, 103, 112,
    40, 58, 57, 87, 109, 104, 121, 100,
    51, 60, 69, 80, 103, 113, 120, 103,
    61, 55, 56, 62, 77, 92, 101, 99
  };

  private static final int[] CHROMA_CORNER = {
    17, 18, 24, 47,
    18, 21, 26, 66,
    24, 26, 56, 99,
    47, 66, 99, 99
  };

  private static final double SMALLEST_FACTOR = 1e-6;

  static {
    double[] cosine = new double[8 * 8]; // (position, frequency)
    for (int position = 0; position < 8; position++) {
      for (int frequency = 0; frequency < 8; frequency++) {
        cosine[8 * position + frequency] =
            StrictMath.cos((2 * position + 1) * frequency * Math.PI / 16);
      }
    }
    for (int pixel = 0; pixel < 64; pixel++) {
      for (int frequency = 0; frequency < 64; frequency++) {
        double value =
            cosine[8 * (pixel / 8) + frequency / 8] * cosine[8 * (pixel % 8) + frequency % 8];
        FORWARD[64 * pixel + frequency] = (float) value;
        INVERSE[64 * frequency + pixel] = (float) value;
      }
    }
    for (int frequency = 0; frequency < 64; frequency++) {
      int u = frequency / 8;
      int v = frequency % 8;
      double alpha = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1);
      FORWARD_SCALE[frequency] = (float) (alpha * 0.25);
      INVERSE_SCALE[frequency] = (float) alpha;
      QUANTISATION[frequency] = LUMA[frequency];
      QUANTISATION[64 + frequency] = u < 4 && v < 4 ? CHROMA_CORNER[4 * u + v] : 99;
    }
  }

  private JpegTables() {}

  /** Factor on the quantisation steps; never 0, which would divide by it at quality 100. */
  static double factor(double quality) {
    double percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    return Math.max(SMALLEST_FACTOR, percent / 100);
  }
}
