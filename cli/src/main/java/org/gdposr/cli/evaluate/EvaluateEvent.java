package org.gdposr.cli.evaluate;

import java.util.List;
import java.util.Optional;
import org.gdposr.model.metric.MetricName;

/**
 * What an evaluating process says, one line of JSON each.
 *
 * @param kind what happened
 * @param at number of the item, or of the set
 * @param metric which, where one is meant
 * @param values the score or scores
 * @param text the reason, where there is one
 */
public record EvaluateEvent(
    Kind kind, int at, Optional<MetricName> metric, List<Double> values, String text) {
  /** What happened. */
  public enum Kind {
    /** An image has its score by a metric. */
    SCORED,
    /** An image's score by a metric is known from before. */
    RECALLED,
    /** An image's shares of smooth and detailed regions are known. */
    REGIONS,
    /** An image's features are known, for a metric of sets. */
    FEATURES,
    /** A set has its score by a metric. */
    SET,
    /** A metric is not defined for an image. */
    UNSCORED,
    /** An image cannot be used. */
    SKIPPED,
    /** A metric cannot be used. */
    MISSING,
    /** Nothing can be scored any more: a full disk, memory. */
    FAILED
  }

  static EvaluateEvent scored(int item, MetricName metric, double score) {
    return new EvaluateEvent(Kind.SCORED, item, Optional.of(metric), List.of(score), "");
  }

  static EvaluateEvent recalled(int item, MetricName metric, double score) {
    return new EvaluateEvent(Kind.RECALLED, item, Optional.of(metric), List.of(score), "");
  }

  static EvaluateEvent regions(int item, List<Double> shares) {
    return new EvaluateEvent(Kind.REGIONS, item, Optional.empty(), shares, "");
  }

  static EvaluateEvent features(int item, MetricName metric) {
    return new EvaluateEvent(Kind.FEATURES, item, Optional.of(metric), List.of(), "");
  }

  static EvaluateEvent ofSet(int set, MetricName metric, double score) {
    return new EvaluateEvent(Kind.SET, set, Optional.of(metric), List.of(score), "");
  }

  static EvaluateEvent unscored(int item, MetricName metric, String reason) {
    return new EvaluateEvent(Kind.UNSCORED, item, Optional.of(metric), List.of(), reason);
  }

  static EvaluateEvent skipped(int item, String reason) {
    return new EvaluateEvent(Kind.SKIPPED, item, Optional.empty(), List.of(), reason);
  }

  static EvaluateEvent missing(MetricName metric, String reason) {
    return new EvaluateEvent(Kind.MISSING, 0, Optional.of(metric), List.of(), reason);
  }

  static EvaluateEvent failed(String reason) {
    return new EvaluateEvent(Kind.FAILED, 0, Optional.empty(), List.of(), reason);
  }

  double score() {
    return values.get(0);
  }
}
