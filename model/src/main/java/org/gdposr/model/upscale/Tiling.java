package org.gdposr.model.upscale;

import java.util.Optional;
import org.gdposr.model.Check;

/**
 * How large images are cut. Sides are in latent pixels; the VAE's tiles keep OSEDiff's proportions
 * to the UNet's 96: 128 (1024 pixels) to encode and 224 to decode.
 *
 * @param tile side of a tile of the UNet
 * @param overlap of neighbouring tiles, at most half a tile
 */
public record Tiling(int tile, int overlap) {
  /** OSEDiff's. */
  public static final Tiling DEFAULT = new Tiling(96, 32);

  private static final int SMALLEST = 16;

  public Tiling {
    Check.that(tile >= 4 && tile <= 4096, "tile", tile, "in [4, 4096]");
    Check.that(overlap >= 0 && 2 * overlap <= tile, "overlap", overlap, "in [0, " + tile / 2 + "]");
  }

  /** Half the tile and overlap, for less memory; empty where they are small already. */
  public Optional<Tiling> halved() {
    return tile / 2 < SMALLEST ? Optional.empty() : Optional.of(new Tiling(tile / 2, overlap / 2));
  }

  int encoderTile() {
    return tile * 4 / 3;
  }

  int decoderTile() {
    return tile * 7 / 3;
  }

  @Override
  public String toString() {
    return tile + " with overlap " + overlap;
  }
}
