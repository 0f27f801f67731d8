package org.gdposr.cli.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.gdposr.model.metric.MetricName;

/**
 * A method's scores on a data set.
 *
 * @param method its name in tables
 * @param dataset empty where it is not known
 * @param seeds one where the method was run once
 */
public record MethodScores(String method, String dataset, List<SeedScores> seeds) {
  public MethodScores {
    seeds = List.copyOf(seeds);
  }

  /**
   * The images of one run over the data set.
   *
   * @param seed names its noise; empty where there is but one
   * @param images in the order of names
   * @param ofSet scores of metrics of sets
   */
  public record SeedScores(String seed, List<ImageScores> images, Map<MetricName, Double> ofSet) {
    public SeedScores {
      images = List.copyOf(images);
      ofSet = Map.copyOf(ofSet);
    }

    /** Mean over the images, or the set's own; empty where nothing was scored. */
    public OptionalDouble mean(MetricName metric) {
      if (metric.kind() == MetricName.Kind.SET) {
        Double score = ofSet.get(metric);
        return score == null ? OptionalDouble.empty() : OptionalDouble.of(score);
      }
      return images.stream()
          .filter(image -> image.scores().containsKey(metric))
          .mapToDouble(image -> image.scores().get(metric))
          .average();
    }
  }

  /** Mean of the seeds' means. */
  public OptionalDouble mean(MetricName metric) {
    return means(metric).stream().mapToDouble(Double::doubleValue).average();
  }

  /** Standard deviation of the seeds' means, over n − 1; empty for fewer than two seeds. */
  public OptionalDouble deviation(MetricName metric) {
    List<Double> means = means(metric);
    if (means.size() < 2) {
      return OptionalDouble.empty();
    }
    double mean = mean(metric).orElseThrow();
    double squares = 0;
    for (double value : means) {
      squares += (value - mean) * (value - mean);
    }
    return OptionalDouble.of(Math.sqrt(squares / (means.size() - 1)));
  }

  /** Smallest and largest of the seeds' means; neither where its count is 0. */
  public DoubleSummaryStatistics spread(MetricName metric) {
    return means(metric).stream().mapToDouble(Double::doubleValue).summaryStatistics();
  }

  /** How many images are in the smallest run. */
  public int images() {
    List<Integer> counts = new ArrayList<>();
    seeds.forEach(seed -> counts.add(seed.images().size()));
    return counts.isEmpty() ? 0 : Collections.min(counts);
  }

  private List<Double> means(MetricName metric) {
    List<Double> means = new ArrayList<>();
    seeds.forEach(seed -> seed.mean(metric).ifPresent(means::add));
    return means;
  }
}
