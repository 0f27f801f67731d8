package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.source.WeightsManifest;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.evaluate.Evaluation.MissingMetric;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.MetricName.Kind;
import org.gdposr.model.scoring.ImageScorers;
import org.gdposr.model.scoring.MetricWeights;

/**
 * Which metrics an evaluation uses.
 *
 * @param metrics in the order of columns
 * @param missing those that were meant, but lack weights
 */
public record MetricChoice(List<MetricName> metrics, List<MissingMetric> missing) {
  public MetricChoice {
    metrics = List.copyOf(metrics);
    missing = List.copyOf(missing);
  }

  /** Raised by hand when a metric's code gives other scores than before. */
  private static final int REVISION = 1;

  /** The paper's columns, and NIQE beside them. */
  private static final Set<MetricName> USUAL =
      EnumSet.of(
          MetricName.PSNR,
          MetricName.SSIM,
          MetricName.LPIPS,
          MetricName.FID,
          MetricName.DISTS,
          MetricName.MANIQA,
          MetricName.MUSIQ,
          MetricName.CLIPIQA,
          MetricName.AFINE,
          MetricName.NIQE);

  /**
   * The metrics of these names.
   *
   * @throws CommandFailure for a name that none has, or one that needs HR images where there are
   *     none
   */
  public static Set<MetricName> named(List<String> names, boolean hr) {
    Set<MetricName> metrics = EnumSet.noneOf(MetricName.class);
    for (String name : names) {
      Optional<MetricName> metric =
          MetricName.of(name.strip()).filter(found -> found != MetricName.NIQE_FITTED);
      if (metric.isEmpty()) {
        String known =
            Arrays.stream(MetricName.values())
                .filter(m -> m != MetricName.NIQE_FITTED)
                .map(MetricName::label)
                .collect(Collectors.joining(", "));
        throw new CommandFailure(
            ExitCode.USAGE, "--metrics: " + name + " (expected: some of " + known + ")", "");
      }
      if (!hr && metric.get().kind() != Kind.NO_REFERENCE) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--metrics: " + metric.get().label() + " compares with HR images",
            "name their folder: --hr DIR");
      }
      metrics.add(metric.get());
    }
    return metrics;
  }

  /**
   * What is used where nobody chose.
   *
   * @param columns of the paper's table, where one is asked for
   */
  public static Set<MetricName> usual(Optional<List<MetricName>> columns, boolean hr) {
    return columns.map(Set::copyOf).orElse(USUAL).stream()
        .filter(metric -> hr || metric.kind() == Kind.NO_REFERENCE)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(MetricName.class)));
  }

  /** Those of the meant metrics whose weights are in a folder. */
  public static MetricChoice of(Set<MetricName> meant, Path weights) {
    List<MetricName> metrics = new ArrayList<>();
    List<MissingMetric> missing = new ArrayList<>();
    for (MetricName metric : meant) {
      List<String> absent = MetricWeights.missing(metric, weights);
      if (!absent.isEmpty()) {
        missing.add(new MissingMetric(metric, weights + " lacks " + String.join(" and ", absent)));
        continue;
      }
      try {
        MetricWeights.check(metric, weights);
        metrics.add(metric);
      } catch (DataException e) {
        missing.add(new MissingMetric(metric, String.valueOf(e.getMessage())));
      }
    }
    return new MetricChoice(metrics, missing);
  }

  /** Whether any metric, or its set, compares with HR images. */
  boolean usesReference() {
    return metrics.stream().anyMatch(metric -> metric.kind() != Kind.NO_REFERENCE);
  }

  /**
   * SHA-256 of each file of weights that is used.
   *
   * @param cache remembers digests
   */
  Map<String, String> digests(Path weights, Path cache) {
    Map<String, String> digests = new TreeMap<>();
    for (MetricName metric : metrics) {
      for (String file : metric.files()) {
        digests.computeIfAbsent(
            file,
            name ->
                WeightsManifest.of(weights.resolve(name), cache)
                    .files()
                    .values()
                    .iterator()
                    .next()
                    .sha256());
      }
    }
    return digests;
  }

  /**
   * What each metric's scores depend on beside the images.
   *
   * @param digests of files
   * @param threads the engine's, which decide last bits
   */
  Map<MetricName, String> keys(Map<String, String> digests, int threads) {
    return metrics.stream()
        .collect(Collectors.toMap(metric -> metric, metric -> key(metric, digests, threads)));
  }

  private static String key(MetricName metric, Map<String, String> digests, int threads) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("metric", metric.label());
    parts.put("revision", REVISION);
    parts.put("weights", metric.files().stream().map(digests::get).toList());
    parts.put("threads", ImageScorers.plain(metric) ? 1 : threads);
    return metric.label() + "/" + Json.sha256(parts).substring(0, 16);
  }
}
