package org.gdposr.model.source;

import org.gdposr.model.Check;

/**
 * Generated photographs: textured discs that occlude each other, with radii by a power law, which
 * gives natural images' statistics (Lee, Mumford and Huang 2001).
 *
 * @param count images
 * @param size side of each, pixels
 */
public record DeadLeavesSpec(int count, int size) {
  public DeadLeavesSpec {
    Check.that(count >= 2, "data.deadLeaves.count", count, ">= 2");
    Check.that(size >= 32 && size <= 4096, "data.deadLeaves.size", size, "in [32, 4096]");
  }
}
