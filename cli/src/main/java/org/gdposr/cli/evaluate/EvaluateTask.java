package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gdposr.model.metric.MetricName;

/**
 * What an evaluating process is told, as the first line of its input.
 *
 * @param metrics in the order of columns
 * @param regions how regions are told apart, where their shares are asked for
 * @param weights absolute path of the metrics' weights
 * @param keys what a metric's scores depend on beside the images, digested
 * @param threads compute threads
 * @param journal absolute path of the file that keeps scores
 * @param work absolute path of a folder for what is of use until the end
 * @param sets items of each run, in the order of runs
 */
public record EvaluateTask(
    List<MetricName> metrics,
    Optional<RegionSettings> regions,
    String weights,
    Map<MetricName, String> keys,
    int threads,
    String journal,
    String work,
    List<ItemSet> sets) {
  public EvaluateTask {
    metrics = List.copyOf(metrics);
    keys = Map.copyOf(keys);
    sets = List.copyOf(sets);
  }

  /**
   * How {@link org.gdposr.model.arf.RegionRatios} tells regions apart.
   *
   * @param patchSize pixels
   * @param detailThreshold complexity
   */
  public record RegionSettings(int patchSize, double detailThreshold) {
    /** The paper's. */
    public static final RegionSettings PAPER = new RegionSettings(10, 50);

    String key() {
      return "regions/" + patchSize + "/" + detailThreshold;
    }
  }

  /** The images of one run, which metrics of sets see together. */
  public record ItemSet(List<Item> items) {
    public ItemSet {
      items = List.copyOf(items);
    }
  }

  /**
   * An image to score.
   *
   * @param name for people
   * @param sr absolute path
   * @param hr absolute path of its HR image, where one is used
   */
  public record Item(String name, String sr, Optional<String> hr) {
    public Path image() {
      return Path.of(sr);
    }
  }

  /** All sets' items; events number them so. */
  public List<Item> items() {
    return sets.stream().flatMap(set -> set.items().stream()).toList();
  }
}
