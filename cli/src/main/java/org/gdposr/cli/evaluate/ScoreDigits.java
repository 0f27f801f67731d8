package org.gdposr.cli.evaluate;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;

/** Scores as text: a metric has the same number of decimals everywhere on a page. */
final class ScoreDigits {
  private final Map<MetricName, Integer> digits = new EnumMap<>(MetricName.class);

  ScoreDigits(Evaluation evaluation) {
    for (MetricName metric : evaluation.metrics()) {
      double largest =
          evaluation.methods().stream()
              .flatMap(method -> method.seeds().stream())
              .flatMapToDouble(seed -> scores(seed, metric))
              .filter(Double::isFinite)
              .map(Math::abs)
              .max()
              .orElse(0);
      digits.put(metric, largest < 2 ? 4 : largest < 20 ? 3 : 2);
    }
  }

  private static DoubleStream scores(SeedScores seed, MetricName metric) {
    return metric.kind() == MetricName.Kind.SET
        ? seed.mean(metric).stream()
        : seed.images().stream()
            .filter(image -> image.scores().containsKey(metric))
            .mapToDouble(image -> image.scores().get(metric));
  }

  int of(MetricName metric) {
    return digits.getOrDefault(metric, 4);
  }

  /** A dash for what is no number. */
  String text(MetricName metric, double score) {
    if (Double.isNaN(score)) {
      return "–";
    }
    return Double.isInfinite(score)
        ? (score > 0 ? "∞" : "−∞")
        : String.format(Locale.ROOT, "%." + of(metric) + "f", score).replace('-', '−');
  }
}
