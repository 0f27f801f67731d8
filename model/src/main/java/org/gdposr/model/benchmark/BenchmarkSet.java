package org.gdposr.model.benchmark;

import org.gdposr.model.Check;

/**
 * A benchmark beside the held-out images: two folders with images of the same names.
 *
 * @param name as tables spell it: letters, digits, dots and dashes
 * @param lr folder of LR images
 * @param hr folder of HR images, larger by the degradation's scale
 * @param images how many there are; a folder with fewer usable ones is refused
 */
public record BenchmarkSet(String name, String lr, String hr, int images) {
  /** The name of the run's own held-out images. */
  public static final String HELD_OUT = "held-out";

  public BenchmarkSet {
    Check.that(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && !name.equals(HELD_OUT),
        "benchmark.sets.name",
        name,
        "letters, digits, dots and dashes, other than " + HELD_OUT);
    Check.that(!lr.isBlank(), "benchmark.sets.lr", lr, "a folder");
    Check.that(!hr.isBlank(), "benchmark.sets.hr", hr, "a folder");
    Check.that(images >= 1, "benchmark.sets.images", images, ">= 1");
  }
}
