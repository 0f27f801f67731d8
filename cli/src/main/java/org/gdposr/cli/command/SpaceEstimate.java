package org.gdposr.cli.command;

import org.gdposr.activities.run.RunConfig;

/** How much a run writes, roughly: its large arrays. */
final class SpaceEstimate {
  private static final long FLOAT_BYTES = 4;
  private static final long COLOURS = 3;

  private SpaceEstimate() {}

  static long bytes(RunConfig config) {
    long pixels = (long) config.degradation().cropSize() * config.degradation().cropSize();
    long lowResolution =
        pixels
            * COLOURS
            * FLOAT_BYTES
            * (config.degradation().trainItems()
                + config.degradation().preferenceItems()
                + config.data().heldOut());
    long samples = pixels * COLOURS * config.rollout().visits() * config.rollout().groupSize();
    // latents are smaller than the samples they were decoded to
    return lowResolution + 2 * samples;
  }
}
