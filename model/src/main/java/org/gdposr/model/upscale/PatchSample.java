package org.gdposr.model.upscale;

import java.util.ArrayList;
import java.util.List;

/**
 * Small patches from all over an image, as many at once as a tile has room for: each batch has one
 * in every cell of a 4 × 4 division, shifted from batch to batch so that they fall evenly.
 *
 * @param height of the image, in latent pixels
 * @param width of the image, in latent pixels
 * @param patchHeight of a patch
 * @param patchWidth of a patch
 * @param batches how many
 */
record PatchSample(int height, int width, int patchHeight, int patchWidth, int batches) {
  private static final int CELLS = 4;
  private static final int MOST_BATCHES = 8;
  // the plane's most even additive sequence, by powers of the plastic number
  private static final double DOWN = 0.5698402909980532;
  private static final double ACROSS = 0.7548776662466927;

  /**
   * Patches of a quarter of a tile's sides, in no more batches than there are tiles.
   *
   * @param grid of tiles
   * @param scale the grid's places along one latent pixel
   */
  static PatchSample of(TileGrid grid, int scale) {
    TileAxis rows = grid.rows();
    TileAxis columns = grid.columns();
    return new PatchSample(
        rows.end(rows.count() - 1) / scale,
        columns.end(columns.count() - 1) / scale,
        Math.max(1, rows.length() / scale / CELLS),
        Math.max(1, columns.length() / scale / CELLS),
        Math.min(MOST_BATCHES, grid.count()));
  }

  /** Where a batch's patches lie. */
  List<Place> places(int batch) {
    List<Place> places = new ArrayList<>();
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        places.add(
            new Place(
                start(height, patchHeight, row + shift(batch, DOWN)),
                start(width, patchWidth, column + shift(batch, ACROSS))));
      }
    }
    return places;
  }

  private static double shift(int batch, double step) {
    return (0.5 + batch * step) % 1;
  }

  /** First place of a patch whose middle lies at so many cells. */
  private static int start(int side, int patch, double cells) {
    double middle = cells * side / CELLS;
    return (int) Math.min(side - patch, Math.max(0, Math.rint(middle - patch / 2.0)));
  }
}
