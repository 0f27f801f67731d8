package org.gdposr.model.upscale;

import java.util.OptionalInt;
import org.gdposr.model.Check;
import org.gdposr.model.image.ColourFix;

/**
 * How images are upscaled.
 *
 * @param seed of all noise
 * @param scale output side over input side
 * @param processSize inputs with a side below processSize/scale are enlarged to it first; 0 for
 *     none
 * @param noiseTimestep t_add; empty for no noise, as OSEDiff
 * @param denoiseTimestep t_diff
 * @param colourFix how the output's colours are matched to the input's
 * @param tiling how large images are cut
 */
public record UpscaleSpec(
    long seed,
    int scale,
    int processSize,
    OptionalInt noiseTimestep,
    int denoiseTimestep,
    ColourFix colourFix,
    Tiling tiling) {
  public UpscaleSpec {
    Check.that(scale >= 1 && scale <= 8, "scale", scale, "in [1, 8]");
    Check.that(
        processSize >= 0 && processSize <= 4096, "process-size", processSize, "in [0, 4096]");
    noiseTimestep.ifPresent(t -> Check.that(t >= 0 && t < 1000, "t-add", t, "in [0, 999]"));
    Check.that(
        denoiseTimestep >= 0 && denoiseTimestep < 1000, "t-diff", denoiseTimestep, "in [0, 999]");
  }
}
