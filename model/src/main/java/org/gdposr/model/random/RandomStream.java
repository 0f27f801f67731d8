package org.gdposr.model.random;

/**
 * A counter-based stream of random numbers (Philox 4x32-10): a pure function of its key, so that
 * any item's numbers can be made anew, alone, in any order, on any machine. Numbers of one stream
 * follow each other; streams of different keys never overlap.
 *
 * <p>Normals go through {@link StrictMath}, whose bits don't depend on the machine.
 */
public final class RandomStream {
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final double TO_UNIT = 0x1p-53;

  private final int key0;
  private final int key1;
  private final int member;
  private final int item;
  private final int domain;

  private final int[] block = new int[4];
  private int blockIndex = 0;
  private int used = 4;
  private boolean spareReady = false;
  private double spare;

  private RandomStream(long seed, int member, int item, int domain) {
    this.key0 = (int) seed;
    this.key1 = (int) (seed >>> 32);
    this.member = member;
    this.item = item;
    this.domain = domain;
  }

  /**
   * The stream of one purpose, item and member of a run.
   *
   * @param seed the run's seed
   * @param purpose what the numbers are for: no two uses share one
   * @param item item, visit or step, in [0, 2^40)
   * @param member member of a group, or 0
   */
  public static RandomStream of(long seed, Purpose purpose, long item, int member) {
    if (item < 0 || item >= 1L << 40) {
      throw new IllegalArgumentException("item: " + item + " (expected: in [0, 2^40))");
    }
    int domain = (purpose.code() << 8) | (int) (item >>> 32);
    return new RandomStream(seed, member, (int) item, domain);
  }

  /** 32 uniform bits. */
  public int nextInt() {
    if (used == 4) {
      fill();
    }
    return block[used++];
  }

  /** Uniform in [0, 1), 53 bits. */
  public double nextDouble() {
    long high = nextInt() >>> 5;
    long low = nextInt() >>> 6;
    return ((high << 26) + low) * TO_UNIT;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** Uniform in [0, bound); bound at least 1. */
  public int nextInt(int bound) {
    return (int) (((nextInt() & 0xFFFFFFFFL) * bound) >>> 32);
  }

  /** Standard normal (Box–Muller, both values used). */
  public double nextGaussian() {
    if (spareReady) {
      spareReady = false;
      return spare;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    double angle = 2 * Math.PI * nextDouble();
    spare = radius * StrictMath.sin(angle);
    spareReady = true;
    return radius * StrictMath.cos(angle);
  }

  /** {@code count} standard normals as floats. */
  public float[] gaussians(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) nextGaussian();
    }
    return values;
  }

  /** A random order of 0 … count − 1 (Fisher–Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private void fill() {
    block[0] = blockIndex++;
    block[1] = member;
    block[2] = item;
    block[3] = domain;
    philox(block, key0, key1);
    used = 0;
  }

  /** Philox 4x32-10 of a counter, in place. */
  static void philox(int[] counter, int key0, int key1) {
    int c0 = counter[0];
    int c1 = counter[1];
    int c2 = counter[2];
    int c3 = counter[3];
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < 10; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      c1 = (int) p1;
      c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c3 = (int) p0;
      k0 += W0;
      k1 += W1;
    }
    counter[0] = c0;
    counter[1] = c1;
    counter[2] = c2;
    counter[3] = c3;
  }
}
