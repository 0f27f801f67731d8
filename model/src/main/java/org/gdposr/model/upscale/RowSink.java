package org.gdposr.model.upscale;

/** Takes an image's rows as they are finished, from top to bottom, each once. */
@FunctionalInterface
interface RowSink {
  /**
   * The next rows.
   *
   * @param top number of the first row
   * @param rows how many
   * @param planes in [−1, 1]; channel c of place (y, x) is at c·plane + (y − top)·W + x; good until
   *     this returns
   * @param plane distance between channels
   */
  void accept(int top, int rows, float[] planes, int plane);
}
