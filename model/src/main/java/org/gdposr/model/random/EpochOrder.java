package org.gdposr.model.random;

/**
 * Which item a visit takes: each epoch takes every item once, in an order of its own. The current
 * epoch's order is kept, since visits come in order.
 */
public final class EpochOrder {
  private final long seed;
  private final Purpose purpose;
  private final int member;
  private final int items;
  private long epoch = -1;
  private int[] order = {};

  /**
   * @param member tells several orders of one purpose apart
   * @param items at least 1
   */
  public EpochOrder(long seed, Purpose purpose, int member, int items) {
    this.seed = seed;
    this.purpose = purpose;
    this.member = member;
    this.items = items;
  }

  /** The item in [0, items) of a visit, counted from 0 over all epochs. */
  public int itemOf(long visit) {
    long wanted = visit / items;
    if (wanted != epoch) {
      order = RandomStream.of(seed, purpose, wanted, member).permutation(items);
      epoch = wanted;
    }
    return order[(int) (visit % items)];
  }
}
