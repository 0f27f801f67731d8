package org.gdposr.cli.evaluate;

import java.util.List;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.source.SkippedFile;

/**
 * What an evaluation found.
 *
 * @param metrics columns, those of sets among them, in their order
 * @param methods rows, in the order asked for
 * @param skipped files that could not be scored, and why
 * @param missing metrics that could not be used, and why
 */
public record Evaluation(
    List<MetricName> metrics,
    List<MethodScores> methods,
    List<SkippedFile> skipped,
    List<MissingMetric> missing) {
  public Evaluation {
    metrics = List.copyOf(metrics);
    methods = List.copyOf(methods);
    skipped = List.copyOf(skipped);
    missing = List.copyOf(missing);
  }

  /**
   * A metric that was left out.
   *
   * @param reason names the files that it lacks
   */
  public record MissingMetric(MetricName metric, String reason) {}
}
