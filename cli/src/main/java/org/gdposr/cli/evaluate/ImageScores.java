package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gdposr.model.metric.MetricName;

/**
 * An image's scores.
 *
 * @param name unique in the evaluation: the file's, below folders of method, data set and seed
 *     where there are several
 * @param sr the image, absolute
 * @param hr its HR image, absolute, where there is one
 * @param scores of each metric that it could be scored by
 * @param regions of the HR image, where asked for
 */
public record ImageScores(
    String name,
    Path sr,
    Optional<Path> hr,
    Map<MetricName, Double> scores,
    Optional<Regions> regions) {
  public ImageScores {
    scores = Map.copyOf(scores);
  }

  /**
   * Shares of smooth and detailed regions, ρ_s and ρ_d of Eq. 7.
   *
   * @param smooth in [0, 1]
   * @param detail in [0, 1]
   */
  public record Regions(double smooth, double detail) {}
}
