package org.gdposr.cli.evaluate;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gdposr.cli.evaluate.ItemImages.Decoded;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.scoring.ImageScorer;
import org.gdposr.model.scoring.ImageScorers;

/** Scores every usable item by networks. Weights are loaded when the first score needs them. */
final class LearnedPass {
  private final EvaluateTask task;
  private final ScoredItems items;
  private final NDManager manager;
  private final Set<MetricName> metrics = new LinkedHashSet<>();
  private final Map<MetricName, ImageScorer> scorers = new EnumMap<>(MetricName.class);

  LearnedPass(EvaluateTask task, ScoredItems items, NDManager manager) {
    this.task = task;
    this.items = items;
    this.manager = manager;
    task.metrics().stream()
        .filter(metric -> !ImageScorers.plain(metric) && metric.kind() != MetricName.Kind.SET)
        .forEach(metrics::add);
  }

  void run() {
    for (int item = 0; item < items.size() && !metrics.isEmpty(); item++) {
      if (items.digests(item).isPresent()) {
        try {
          score(item);
        } catch (DataException e) {
          items.skip(item, e);
        }
      }
    }
  }

  private void score(int item) {
    List<MetricName> unknown =
        metrics.stream().filter(metric -> !items.recall(item, metric)).toList();
    if (unknown.isEmpty()) {
      return;
    }
    ItemImages images = ItemImages.read(items.item(item));
    Decoded decoded = images.decode();
    items.read(item, images);
    for (MetricName metric : unknown) {
      scorer(metric)
          .ifPresent(
              scorer ->
                  items.score(
                      item, metric, () -> scorer.score(decoded.image(), decoded.reference())));
    }
  }

  private Optional<ImageScorer> scorer(MetricName metric) {
    if (!scorers.containsKey(metric)) {
      try {
        scorers.put(metric, ImageScorers.open(metric, manager, Path.of(task.weights())));
      } catch (DataException e) {
        metrics.remove(metric);
        items.missing(metric, e);
      }
    }
    return Optional.ofNullable(scorers.get(metric));
  }
}
