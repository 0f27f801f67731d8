package org.gdposr.model.metric;

import org.gdposr.model.Check;

/**
 * NIQE's pristine model, fitted on the run's own HR training images.
 *
 * @param blockSize side of the blocks whose statistics are modelled, pixels, even (96 in the
 *     original)
 * @param pristineImages training images it is fitted on, at most
 * @param pristineCrop images are cropped to at most this side before the fit, pixels
 * @param sharpness share of the sharpest block's sharpness that a block must exceed to be fitted on
 *     (0.75 in the original)
 */
public record NiqeSpec(int blockSize, int pristineImages, int pristineCrop, double sharpness) {
  public NiqeSpec {
    Check.that(
        blockSize >= 16 && blockSize % 2 == 0, "arf.niqe.blockSize", blockSize, ">= 16 and even");
    Check.that(pristineImages >= 1, "arf.niqe.pristineImages", pristineImages, ">= 1");
    Check.that(
        pristineCrop >= 2 * blockSize,
        "arf.niqe.pristineCrop",
        pristineCrop,
        ">= 2 × arf.niqe.blockSize = " + 2 * blockSize);
    Check.that(sharpness >= 0 && sharpness < 1, "arf.niqe.sharpness", sharpness, "in [0, 1)");
  }
}
