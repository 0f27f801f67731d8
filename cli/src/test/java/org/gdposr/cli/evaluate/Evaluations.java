package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;

/** Evaluations for tests. */
final class Evaluations {
  private Evaluations() {}

  static Evaluation of(List<MetricName> metrics, MethodScores... methods) {
    return new Evaluation(metrics, List.of(methods), List.of(), List.of());
  }

  /** A method run once over one image. */
  static MethodScores method(String method, String dataset, Map<MetricName, Double> scores) {
    return new MethodScores(method, dataset, List.of(seed("", scores)));
  }

  /** A method run with seeds 0, 1, … over one image each. */
  static MethodScores seeds(String method, String dataset, MetricName metric, double... scores) {
    List<SeedScores> seeds = new ArrayList<>();
    Arrays.stream(scores)
        .forEach(score -> seeds.add(seed(String.valueOf(seeds.size()), Map.of(metric, score))));
    return new MethodScores(method, dataset, seeds);
  }

  static SeedScores seed(String name, Map<MetricName, Double> scores) {
    return new SeedScores(name, List.of(image("image.png", scores)), Map.of());
  }

  static ImageScores image(String name, Map<MetricName, Double> scores) {
    return new ImageScores(name, Path.of("/sr", name), Optional.empty(), scores, Optional.empty());
  }
}
