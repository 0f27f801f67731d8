package org.gdposr.activities.run;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.activities.source.BaseWeights;
import org.gdposr.activities.source.MetricFiles;
import org.gdposr.activities.source.SetFolders;
import org.gdposr.activities.source.Sources;
import org.gdposr.model.Stage;
import org.gdposr.model.benchmark.BenchmarkSet;
import org.gdposr.model.benchmark.OtherModel;
import org.gdposr.model.metric.MetricName;

/** What configs name outside the store, beside the source images. */
public final class OtherInputs {
  private final Sources sources;
  private final BaseWeights base;
  private final BaseWeights models;
  private final MetricFiles weights;

  /**
   * @param base for {@code naosd.base}
   * @param models for {@code benchmark.others}
   */
  public OtherInputs(Sources sources, BaseWeights base, BaseWeights models, MetricFiles weights) {
    this.sources = sources;
    this.base = base;
    this.models = models;
    this.weights = weights;
  }

  /**
   * Their digests, by the keys of {@link RunInputs}. Uploads nothing.
   *
   * @throws org.gdposr.activities.failure.StageFailure of class CONFIG or DATA if something cannot
   *     be used
   */
  SortedMap<String, String> digests(RunConfig config) {
    SortedMap<String, String> found = new TreeMap<>();
    if (!config.naosd().fromScratch()) {
      found.put(RunInputs.BASE, base.digest(Path.of(config.naosd().base())));
    }
    Set<MetricName> metrics = EnumSet.noneOf(MetricName.class);
    for (Stage stage : Stage.values()) {
      metrics.addAll(config.pipeline().scored(stage));
    }
    metrics.removeIf(metric -> metric.files().isEmpty());
    if (!metrics.isEmpty()) {
      weights
          .digests(config.metrics().folder(), metrics)
          .forEach((name, sha256) -> found.put(RunInputs.weights(name), sha256));
    }
    for (OtherModel other : config.benchmark().others()) {
      found.put(RunInputs.model(other.name()), models.digest(Path.of(other.folder())));
    }
    for (BenchmarkSet set : config.benchmark().sets()) {
      SetFolders folders = sources.resolve(set, config.degradation().scale());
      found.put(RunInputs.lr(set.name()), folders.lr());
      found.put(RunInputs.hr(set.name()), folders.hr());
    }
    return found;
  }

  /**
   * Uploads what is kept in the store.
   *
   * @param heartbeat called every few seconds
   */
  void ensure(RunConfig config, Runnable heartbeat) {
    for (BenchmarkSet set : config.benchmark().sets()) {
      sources.ensure(set, config.degradation().scale(), heartbeat);
    }
  }
}
