package org.gdposr.model.benchmark;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gdposr.model.Check;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.metric.MetricName;

/**
 * The result table.
 *
 * @param models rows of the run itself
 * @param others rows from outside
 * @param sets benchmarks beside the held-out images
 * @param metrics columns
 * @param noiseSeeds restorations per image under different noises; the table shows their mean
 * @param noiseTimestep t_add
 * @param denoiseTimestep t_diff
 * @param colourFix how the output's colours are matched to the input's
 * @param chunkImages images per chunk, the unit of artifact and retry
 * @param threads compute threads
 */
public record BenchmarkSpec(
    List<BenchmarkModel> models,
    List<OtherModel> others,
    List<BenchmarkSet> sets,
    List<MetricName> metrics,
    int noiseSeeds,
    int noiseTimestep,
    int denoiseTimestep,
    ColourFix colourFix,
    int chunkImages,
    int threads) {
  public BenchmarkSpec {
    models = List.copyOf(models);
    others = List.copyOf(others);
    sets = List.copyOf(sets);
    metrics = List.copyOf(metrics);
    Set<String> names = new HashSet<>();
    others.forEach(
        other ->
            Check.that(names.add(other.name()), "benchmark.others.name", other.name(), "once"));
    sets.forEach(
        set -> Check.that(names.add(set.name()), "benchmark.sets.name", set.name(), "once"));
    Check.that(!models.isEmpty() || !others.isEmpty(), "benchmark.models", models, "at least one");
    Check.that(models.size() == Set.copyOf(models).size(), "benchmark.models", models, "each once");
    Check.that(!metrics.isEmpty(), "benchmark.metrics", metrics, "at least one");
    Check.that(
        metrics.size() == Set.copyOf(metrics).size(), "benchmark.metrics", metrics, "each once");
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
    Check.that(chunkImages >= 1, "benchmark.chunkImages", chunkImages, ">= 1");
    Check.that(threads >= 1, "benchmark.threads", threads, ">= 1");
  }

  /** Metrics of single images, in order. */
  List<MetricName> ofImages() {
    return metrics.stream().filter(metric -> metric.kind() != MetricName.Kind.SET).toList();
  }

  /** Metrics of sets, in order. */
  List<MetricName> ofSets() {
    return metrics.stream().filter(metric -> metric.kind() == MetricName.Kind.SET).toList();
  }
}
