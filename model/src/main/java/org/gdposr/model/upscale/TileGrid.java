package org.gdposr.model.upscale;

/**
 * Rows and columns of overlapping tiles. An area no larger than a tile's square is one tile, as
 * OSEDiff has it, whatever its sides.
 *
 * @param rows along the height
 * @param columns along the width
 */
record TileGrid(TileAxis rows, TileAxis columns) {
  /** Of the UNet: OSEDiff's gaussians have their vertical middle half a place further down. */
  static TileGrid ofNoise(int height, int width, Tiling tiling) {
    return of(height, width, tiling.tile(), tiling.overlap(), 0.5);
  }

  /** Of the encoder, in latent pixels. */
  static TileGrid ofEncoder(int height, int width, Tiling tiling) {
    return of(height, width, tiling.encoderTile(), tiling.overlap(), 0);
  }

  /**
   * Of the decoder, in image pixels.
   *
   * @param height in latent pixels
   * @param width in latent pixels
   * @param factor image pixels along one latent pixel
   */
  static TileGrid ofDecoder(int height, int width, Tiling tiling, int factor) {
    return of(
        height * factor,
        width * factor,
        tiling.decoderTile() * factor,
        tiling.overlap() * factor,
        0);
  }

  private static TileGrid of(int height, int width, int tile, int overlap, double shift) {
    boolean one = (long) height * width <= (long) tile * tile;
    return new TileGrid(
        TileAxis.of(height, one ? height : tile, overlap, shift),
        TileAxis.of(width, one ? width : tile, overlap, 0));
  }

  /** Whether one tile covers all. */
  boolean whole() {
    return count() == 1;
  }

  int count() {
    return rows.count() * columns.count();
  }

  /**
   * Adds a tile times its weights to what its places have from others.
   *
   * @param tile (C, tile height, tile width)
   * @param to (C, any height, W)
   * @param top the row of {@code to} that the tile's first row falls on
   */
  void add(float[] tile, int row, int column, float[] to, int top) {
    int tileHeight = rows.length();
    int tileWidth = columns.length();
    int width = columns.end(columns.count() - 1);
    int channels = tile.length / (tileHeight * tileWidth);
    int plane = to.length / channels;
    int left = columns.start(column);
    int from = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < tileHeight; y++) {
        float vertical = rows.weight(row, y);
        int at = channel * plane + (top + y) * width + left;
        for (int x = 0; x < tileWidth; x++) {
          to[at + x] += vertical * columns.weight(column, x) * tile[from++];
        }
      }
    }
  }
}
