package org.gdposr.model.upscale;

/** Is told how far an image is. */
public interface Watch {
  /** Looks away. */
  Watch NONE = (done, all) -> {};

  /**
   * After each tile of a network.
   *
   * @param done tiles of this attempt
   * @param all tiles of encoder, UNet and decoder together
   */
  void tiles(int done, int all);

  /**
   * Memory ran out: the image begins anew with smaller tiles.
   *
   * @param tiling from now on
   * @param reason what was said
   */
  default void smallerTiles(Tiling tiling, String reason) {}
}
