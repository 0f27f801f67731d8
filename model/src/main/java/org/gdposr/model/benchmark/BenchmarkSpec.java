package org.gdposr.model.benchmark;

import java.util.List;
import org.gdposr.model.Check;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.metric.MetricName;

/**
 * The result table.
 *
 * @param metrics columns
 * @param noiseSeeds restorations per image under different noises; the table shows their mean
 * @param noiseTimestep t_add
 * @param denoiseTimestep t_diff
 * @param colourFix how the output's colours are matched to the input's
 * @param threads compute threads
 */
public record BenchmarkSpec(
    List<MetricName> metrics,
    int noiseSeeds,
    int noiseTimestep,
    int denoiseTimestep,
    ColourFix colourFix,
    int threads) {
  public BenchmarkSpec {
    metrics = List.copyOf(metrics);
    Check.that(!metrics.isEmpty(), "benchmark.metrics", metrics, "at least one");
    Check.that(noiseSeeds >= 1, "benchmark.noiseSeeds", noiseSeeds, ">= 1");
    Check.that(
        noiseTimestep >= 0 && noiseTimestep < 1000,
        "benchmark.noiseTimestep",
        noiseTimestep,
        "in [0, 999]");
    Check.that(
        denoiseTimestep >= 0 && denoiseTimestep < 1000,
        "benchmark.denoiseTimestep",
        denoiseTimestep,
        "in [0, 999]");
    Check.that(threads >= 1, "benchmark.threads", threads, ">= 1");
  }
}
