package org.gdposr.cli.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gdposr.activities.payload.Json;
import org.gdposr.cli.evaluate.MethodScores.SeedScores;
import org.gdposr.model.metric.MetricName;
import org.jspecify.annotations.Nullable;

/** The images and their scores as the page's scripts read them: small, and safe inside HTML. */
final class PageData {
  private static final MathContext PRECISION = new MathContext(7);

  private final List<MetricName> metrics;
  private final PictureLinks links;
  private final List<Map<String, Object>> runs = new ArrayList<>();
  private final List<List<@Nullable Object>> images = new ArrayList<>();

  private PageData(List<MetricName> metrics, PictureLinks links) {
    this.metrics = metrics;
    this.links = links;
  }

  static String json(Evaluation evaluation, ScoreDigits digits, PictureLinks links) {
    List<MetricName> metrics =
        evaluation.metrics().stream()
            .filter(metric -> metric.kind() != MetricName.Kind.SET)
            .toList();
    PageData data = new PageData(metrics, links);
    for (MethodScores method : evaluation.methods()) {
      method.seeds().forEach(seed -> data.add(method, seed));
    }
    List<Map<String, Object>> columns =
        metrics.stream()
            .map(
                metric ->
                    Map.<String, Object>of(
                        "label", metric.label(),
                        "higher", metric.higherIsBetter(),
                        "digits", digits.of(metric)))
            .toList();
    byte[] json = Json.write(Map.of("metrics", columns, "runs", data.runs, "images", data.images));
    // a < stands only in strings; escaped, it neither ends the element nor opens a comment
    return new String(json, StandardCharsets.UTF_8).replace("<", "\\u003c");
  }

  private void add(MethodScores method, SeedScores seed) {
    String srFolder = sharedFolder(seed.images().stream().map(image -> links.to(image.sr())));
    String hrFolder =
        sharedFolder(
            seed.images().stream().map(ImageScores::hr).flatMap(Optional::stream).map(links::to));
    for (ImageScores image : seed.images()) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(runs.size());
      row.add(nameInRun(image.name(), List.of(method.method(), method.dataset(), seed.seed())));
      row.add(links.to(image.sr()).substring(srFolder.length()));
      row.add(image.hr().map(hr -> links.to(hr).substring(hrFolder.length())).orElse(null));
      row.add(metrics.stream().map(metric -> number(image.scores().get(metric))).toArray());
      image.regions().map(ImageScores.Regions::smooth).map(PageData::number).ifPresent(row::add);
      image.regions().map(ImageScores.Regions::detail).map(PageData::number).ifPresent(row::add);
      images.add(row);
    }
    runs.add(
        Map.of(
            "method", method.method(),
            "dataset", method.dataset(),
            "seed", seed.seed(),
            "sr", srFolder,
            "hr", hrFolder));
  }

  /** What all links start with, up to a slash. */
  private static String sharedFolder(Stream<String> links) {
    return links
        .map(link -> link.substring(0, link.lastIndexOf('/') + 1))
        .reduce(PageData::sharedFolder)
        .orElse("");
  }

  private static String sharedFolder(String one, String other) {
    int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
    return mismatch < 0 ? one : one.substring(0, one.substring(0, mismatch).lastIndexOf('/') + 1);
  }

  /** Without the folders that name the run. */
  private static String nameInRun(String name, List<String> run) {
    String rest = name;
    for (String folder : run) {
      if (!folder.isEmpty() && rest.startsWith(folder + "/")) {
        rest = rest.substring(folder.length() + 1);
      }
    }
    return rest;
  }

  /** Null for what is no number; the infinite, which JSON lacks, as text. */
  private static @Nullable Object number(@Nullable Double score) {
    if (score == null || Double.isNaN(score)) {
      return null;
    }
    return Double.isInfinite(score)
        ? score.toString()
        : BigDecimal.valueOf(score).round(PRECISION).stripTrailingZeros();
  }
}
