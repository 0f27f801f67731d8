package org.gdposr.model.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.fid.Fid;
import org.gdposr.model.metric.fid.FidResize;

/** What metrics of sets see of each image. */
final class SetFeatures {
  private final Map<MetricName, Fid> metrics = new EnumMap<>(MetricName.class);

  SetFeatures(NDManager manager, List<MetricName> ofSets, Path weights) {
    for (MetricName metric : ofSets) {
      metrics.put(metric, Fid.load(manager, weights, FidResize.of(metric)));
    }
  }

  /** Features of an image by metric (F). */
  Map<MetricName, float[]> of(RgbImage image) {
    Map<MetricName, float[]> features = new EnumMap<>(MetricName.class);
    metrics.forEach(
        (metric, fid) -> {
          try (NDArray values = fid.features(List.of(image))) { // (1, F)
            features.put(metric, values.toFloatArray());
          }
        });
    return features;
  }
}
