package org.gdposr.model.arf;

import ai.djl.ndarray.NDManager;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.gdposr.model.StageInputs;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.scoring.ImageScorer;
import org.gdposr.model.scoring.ImageScorers;

/** A stage's metrics of single images, made ready. */
public final class Scorers {
  private final Map<MetricName, ImageScorer> scorers;

  private Scorers(Map<MetricName, ImageScorer> scorers) {
    this.scorers = scorers;
  }

  /**
   * Readies metrics.
   *
   * @param metrics of single images; others are passed over
   * @param niqe for NIQE-fitted
   * @param engine gives the manager that owns networks' weights; called only if there are any
   * @throws org.gdposr.model.DataException naming the weights that cannot be used
   */
  public static Scorers open(
      Collection<MetricName> metrics,
      FittedNiqe niqe,
      StageInputs inputs,
      Supplier<NDManager> engine) {
    Map<MetricName, ImageScorer> scorers = new EnumMap<>(MetricName.class);
    for (MetricName metric : metrics) {
      if (metric == MetricName.NIQE_FITTED) {
        scorers.put(metric, ImageScorers.of(niqe.of(inputs)));
      } else if (metric.files().isEmpty()) {
        scorers.put(metric, ImageScorers.weightless(metric));
      } else if (ImageScorers.plain(metric)) {
        scorers.put(metric, ImageScorers.plain(metric, inputs.metricWeights()));
      } else if (metric.kind() != MetricName.Kind.SET) {
        scorers.put(metric, ImageScorers.open(metric, engine.get(), inputs.metricWeights()));
      }
    }
    return new Scorers(scorers);
  }

  /** The metric's raw score; {@code reference} is HR and ignored by no-reference metrics. */
  public double score(MetricName metric, RgbImage image, RgbImage reference) {
    ImageScorer scorer = scorers.get(metric);
    if (scorer == null) {
      throw new IllegalArgumentException(
          "metric: " + metric + " (expected: one of " + scorers.keySet() + ")");
    }
    return scorer.score(image, reference);
  }
}
