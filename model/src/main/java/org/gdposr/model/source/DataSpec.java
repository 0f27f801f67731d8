package org.gdposr.model.source;

import org.gdposr.model.Check;

/**
 * Where the HR images come from.
 *
 * @param images a folder of images, or {@value #DEAD_LEAVES} for generated ones
 * @param heldOut images kept for the benchmark and never trained on, chosen by content hash
 * @param minimumSide smaller images are skipped and reported, pixels
 * @param deadLeaves the generator's settings
 */
public record DataSpec(String images, int heldOut, int minimumSide, DeadLeavesSpec deadLeaves) {
  /** The value of {@code data.images} that asks for generated images. */
  public static final String DEAD_LEAVES = "dead-leaves";

  public DataSpec {
    Check.that(!images.isBlank(), "data.images", images, "a folder or " + DEAD_LEAVES);
    Check.that(heldOut >= 1, "data.heldOut", heldOut, ">= 1");
    Check.that(minimumSide >= 8, "data.minimumSide", minimumSide, ">= 8");
    Check.that(
        !images.equals(DEAD_LEAVES) || deadLeaves.count() > heldOut,
        "data.deadLeaves.count",
        deadLeaves.count(),
        "> data.heldOut = " + heldOut);
    Check.that(
        !images.equals(DEAD_LEAVES) || deadLeaves.size() >= minimumSide,
        "data.deadLeaves.size",
        deadLeaves.size(),
        ">= data.minimumSide = " + minimumSide);
  }

  /** Whether the images are generated. */
  public boolean generated() {
    return images.equals(DEAD_LEAVES);
  }
}
