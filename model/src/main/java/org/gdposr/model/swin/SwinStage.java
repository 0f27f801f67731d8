package org.gdposr.model.swin;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of one width, every second of which shifts its windows by half.
 *
 * @param side of the square of tokens, which windows divide
 * @param window largest side of a window, tokens
 * @param channels of a token
 * @param heads of attention
 * @param hidden width between the two layers of a feed-forward
 * @param depth number of blocks
 */
public record SwinStage(int side, int window, int channels, int heads, int hidden, int depth) {
  /**
   * The blocks, first to last, each (N,side²,C) → the same.
   *
   * @param manager owns the windows' constants
   */
  public List<SwinBlock> blocks(NDManager manager) {
    Windows plain = Windows.plain(side, window);
    Windows shifted = plain.shifted();
    NDArray index = manager.create(plain.index());
    NDArray mask = shifted.equals(plain) ? null : mask(manager, shifted);
    List<SwinBlock> blocks = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      blocks.add(i % 2 == 0 ? block(plain, index, null) : block(shifted, index, mask));
    }
    return blocks;
  }

  private SwinBlock block(Windows windows, NDArray index, @Nullable NDArray mask) {
    WindowAttention attention = new WindowAttention(channels, heads, windows, index, mask);
    return new SwinBlock(channels, hidden, windows, attention);
  }

  private static NDArray mask(NDManager manager, Windows shifted) {
    long cuts = (long) shifted.side() * shifted.side() / shifted.tokens();
    return manager.create(
        shifted.mask(), new Shape(cuts, shifted.tokens(), shifted.tokens())); // (W, w², w²)
  }
}
