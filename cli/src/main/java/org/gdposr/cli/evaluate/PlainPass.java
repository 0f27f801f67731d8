package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gdposr.cli.evaluate.EvaluateTask.RegionSettings;
import org.gdposr.cli.evaluate.ItemImages.Decoded;
import org.gdposr.model.DataException;
import org.gdposr.model.arf.GreyOrder;
import org.gdposr.model.arf.RegionRatios;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.scoring.ImageScorer;
import org.gdposr.model.scoring.ImageScorers;

/** Reads and digests every item, and scores it by what needs no engine: an item per thread. */
final class PlainPass {
  private final EvaluateTask task;
  private final ScoredItems items;
  private final Map<MetricName, ImageScorer> scorers = new EnumMap<>(MetricName.class);
  private final AtomicInteger next = new AtomicInteger();

  PlainPass(EvaluateTask task, ScoredItems items) {
    this.task = task;
    this.items = items;
    for (MetricName metric : task.metrics()) {
      if (ImageScorers.plain(metric)) {
        try {
          scorers.put(metric, ImageScorers.plain(metric, Path.of(task.weights())));
        } catch (DataException e) {
          items.missing(metric, e);
        }
      }
    }
  }

  void run() {
    ExecutorService threads = Executors.newFixedThreadPool(task.threads());
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < task.threads(); i++) {
        ends.add(threads.submit(this::work));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void work() {
    for (int item = next.getAndIncrement(); item < items.size(); item = next.getAndIncrement()) {
      try {
        score(item);
      } catch (DataException e) {
        items.skip(item, e);
      }
    }
  }

  private void score(int item) {
    ItemImages images = ItemImages.read(items.item(item));
    items.read(item, images);
    Map<MetricName, ImageScorer> unknown = new EnumMap<>(scorers);
    unknown.keySet().removeIf(metric -> items.recall(item, metric));
    boolean regionsUnknown =
        task.regions().isPresent() && items.regions(item, task.regions().get().key()).isEmpty();
    if (!unknown.isEmpty() || regionsUnknown) {
      Decoded decoded = images.decode();
      unknown.forEach(
          (metric, scorer) ->
              items.score(item, metric, () -> scorer.score(decoded.image(), decoded.reference())));
      if (regionsUnknown) {
        RegionSettings settings = task.regions().get();
        RegionRatios ratios =
            RegionRatios.of(
                decoded.reference(),
                GreyOrder.RGB,
                settings.patchSize(),
                settings.detailThreshold());
        items.addRegions(item, settings.key(), List.of(ratios.smooth(), ratios.detail()));
      }
    }
    task.regions()
        .flatMap(settings -> items.regions(item, settings.key()))
        .ifPresent(shares -> items.sayRegions(item, shares));
  }
}
