package org.gdposr.model.arf;

/**
 * The 512 bins of a histogram of gradient magnitudes over [−5.5, 5.5], of which only the upper half
 * can be met: bins here count from magnitude 0.
 *
 * <p>Gradients are whole numbers, {@link GradientAxis#SCALE}² · 255 times as large, so a bin's
 * lower border is {@code bin · 89760}. Bins are looked up by a rounded square; near borders the
 * exact square decides.
 */
final class MagnitudeBins {
  /** A magnitude of 5.5 or more is in no bin. */
  static final int COUNT = 256;

  /** What {@link #lookUp} gives where the exact square has to be asked. */
  static final int UNDECIDED = -1;

  private static final long BORDER =
      11L * GradientAxis.SCALE * GradientAxis.SCALE * 255 / (2 * COUNT);
  private static final double WIDTH = 5.5 / COUNT; // exact
  private static final int TOLERANCE_BITS = 46; // some roundings in double precision
  private static final int CELL_BITS = 25;
  private static final int CELLS = 1 << 18;

  /** Added to a square in single precision, it leaves the square's cell in the last bits. */
  static final float ROUNDER = (float) (1L << 23 + CELL_BITS);

  private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  private static final byte[] BINS = bins();

  /** Squares below this one, a thousandth less than a border, are in bin 0. */
  static final float FIRST_BIN_ENDS = (float) (0.999 * BORDER * BORDER);

  private MagnitudeBins() {}

  private static byte[] bins() {
    byte[] bins = new byte[CELLS];
    double cell = 1L << CELL_BITS;
    for (int i = 0; i < CELLS; i++) {
      // half a cell to each side, and what squares in single precision may be off
      int low = (int) of((long) Math.max(0, (i - 0.5) * cell * (1 - 0x1p-20)));
      int high = (int) of((long) ((i + 0.5) * cell * (1 + 0x1p-20)));
      bins[i] = (byte) (low == high ? low : UNDECIDED);
    }
    return bins;
  }

  /** The bin of a square plus {@link #ROUNDER}, or {@link #UNDECIDED}. */
  static int lookUp(float rounded) {
    int cell = Float.floatToRawIntBits(rounded) - ROUNDER_BITS;
    return cell < CELLS ? BINS[cell] : UNDECIDED;
  }

  /** The bin of an exact square; {@link #COUNT} or more is none. */
  static int of(long square) {
    int bin = (int) (Math.sqrt(square) / BORDER);
    if (square < border(bin)) {
      return bin - 1;
    }
    return square >= border(bin + 1) ? bin + 1 : bin;
  }

  /**
   * Whether a square is a border's, so that in floating point it may fall to either side. Squares
   * of whole numbers that are not are too far from one for that.
   */
  static boolean atBorder(long square) {
    long tolerance = square >> TOLERANCE_BITS;
    int bin = (int) Math.rint(Math.sqrt(square) / BORDER);
    return Math.abs(square - border(bin)) <= tolerance;
  }

  /** The bin of a magnitude as NumPy's histogram finds it. */
  static int of(double magnitude) {
    int bin = (int) (magnitude / WIDTH);
    if (magnitude < bin * WIDTH) {
      return bin - 1;
    }
    return magnitude >= (bin + 1) * WIDTH ? bin + 1 : bin;
  }

  private static long border(int bin) {
    return bin * BORDER * (bin * BORDER);
  }

  /** Bins that magnitudes up to this one can fall into. */
  static int upTo(double magnitude) {
    return Math.min(COUNT, (int) (magnitude / BORDER) + 1);
  }
}
