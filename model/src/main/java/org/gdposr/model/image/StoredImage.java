package org.gdposr.model.image;

import java.util.Optional;

/**
 * An image with what its file says beyond 8-bit colours.
 *
 * @param rgb colours in 8 bits; deeper samples are rounded
 * @param alpha opacity, of one channel of the file's depth
 * @param grey whether the file stores grey
 * @param bits of a sample: 8 or 16
 */
public record StoredImage(RgbImage rgb, Optional<Picture> alpha, boolean grey, int bits) {
  /**
   * The image as people shall see it.
   *
   * @param orientation EXIF's, 1 to 8
   */
  public StoredImage upright(Orientation orientation) {
    return orientation == Orientation.UPRIGHT
        ? this
        : new StoredImage(
            orientation.apply(Picture.of(rgb)).rgb(), alpha.map(orientation::apply), grey, bits);
  }
}
