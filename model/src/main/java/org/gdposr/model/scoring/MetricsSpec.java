package org.gdposr.model.scoring;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.gdposr.model.Check;
import org.gdposr.model.metric.MetricName;

/**
 * What metrics take beside images.
 *
 * @param weights folder of official files, see {@link MetricName#files}, or {@value #NONE}
 */
public record MetricsSpec(String weights) {
  /** For metrics that take no weights. */
  public static final String NONE = "none";

  public MetricsSpec {
    Check.that(!weights.isBlank(), "metrics.weights", weights, "a folder, or " + NONE);
  }

  /** The folder; {@link #requireFor} says whether there is need of one. */
  public Path folder() {
    return Path.of(weights);
  }

  /** Official files that metrics take, each once, sorted. */
  public static List<String> files(Collection<MetricName> metrics) {
    return metrics.stream().flatMap(metric -> metric.files().stream()).distinct().sorted().toList();
  }

  /**
   * @throws IllegalArgumentException if metrics take weights and no folder is named
   */
  public void requireFor(Collection<MetricName> metrics) {
    List<String> files = files(metrics);
    Check.that(
        files.isEmpty() || !weights.equals(NONE),
        "metrics.weights",
        weights,
        "a folder with " + String.join(", ", files));
  }
}
