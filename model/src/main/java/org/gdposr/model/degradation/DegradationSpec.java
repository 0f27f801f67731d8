package org.gdposr.model.degradation;

import org.gdposr.model.Check;

/**
 * What is degraded, and how.
 *
 * @param cropSize side of the HR crops, pixels; a multiple of {@code scale} (512 in the paper)
 * @param scale HR side over LR side (4 in the paper)
 * @param trainItems LR images for NAOSD, each a crop, flip and degradation of its own
 * @param preferenceItems LR images for rollout
 * @param chunkItems images per chunk, the unit of artifact and retry
 * @param threads compute threads of a process
 * @param realEsrgan the degradation model
 */
public record DegradationSpec(
    int cropSize,
    int scale,
    int trainItems,
    int preferenceItems,
    int chunkItems,
    int threads,
    RealEsrganSpec realEsrgan) {
  public DegradationSpec {
    Check.that(scale >= 1, "degradation.scale", scale, ">= 1");
    Check.that(
        cropSize >= 16 && cropSize % scale == 0,
        "degradation.cropSize",
        cropSize,
        ">= 16 and a multiple of degradation.scale = " + scale);
    Check.that(trainItems >= 1, "degradation.trainItems", trainItems, ">= 1");
    Check.that(preferenceItems >= 1, "degradation.preferenceItems", preferenceItems, ">= 1");
    Check.that(chunkItems >= 1, "degradation.chunkItems", chunkItems, ">= 1");
    Check.that(threads >= 1, "degradation.threads", threads, ">= 1");
  }
}
