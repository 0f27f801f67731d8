package org.gdposr.model.rollout;

import org.gdposr.model.Check;

/**
 * Groups of restorations drawn from the frozen base (Eq. 6).
 *
 * @param groupSize G: members per group, one noise each
 * @param visits groups; visit v takes an image by a seeded order, epoch after epoch
 * @param noiseTimestep t_add
 * @param denoiseTimestep t_diff
 * @param chunkVisits groups per chunk, the unit of artifact and retry
 * @param threads compute threads of a process
 */
public record RolloutSpec(
    int groupSize,
    int visits,
    int noiseTimestep,
    int denoiseTimestep,
    int chunkVisits,
    int threads) {
  public RolloutSpec {
    Check.that(groupSize >= 2, "rollout.groupSize", groupSize, ">= 2");
    Check.that(visits >= 1, "rollout.visits", visits, ">= 1");
    Check.that(
        noiseTimestep >= 0 && noiseTimestep < 1000,
        "rollout.noiseTimestep",
        noiseTimestep,
        "in [0, 999]");
    Check.that(
        denoiseTimestep >= 0 && denoiseTimestep < 1000,
        "rollout.denoiseTimestep",
        denoiseTimestep,
        "in [0, 999]");
    Check.that(chunkVisits >= 1, "rollout.chunkVisits", chunkVisits, ">= 1");
    Check.that(threads >= 1, "rollout.threads", threads, ">= 1");
  }
}
