package org.gdposr.model.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/** Features of a part's images, by metric of sets and noise. */
final class FeatureRows {
  private final Map<String, List<float[]>> rows = new LinkedHashMap<>();

  /** Name of the tensor. */
  static String name(MetricName metric, int noise) {
    return metric.word() + "/" + noise;
  }

  void add(Map<MetricName, float[]> features, int noise) {
    features.forEach(
        (metric, row) ->
            rows.computeIfAbsent(name(metric, noise), name -> new ArrayList<>()).add(row));
  }

  /** A tensor (images, F) each; no file where there are none. */
  void write(Path file) {
    if (rows.isEmpty()) {
      return;
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    rows.forEach((name, values) -> tensors.put(name, tensor(values)));
    Safetensors.writeRaw(file, tensors, Map.of());
  }

  /**
   * @param name of the tensor
   */
  static Tensor read(Path file, String name) {
    Tensor tensor = Safetensors.readRaw(file).get(name);
    if (tensor == null) {
      throw new DataException(file + ": tensor " + name + " is missing");
    }
    return tensor;
  }

  private static Tensor tensor(List<float[]> rows) {
    int width = rows.get(0).length;
    float[] all = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * width, width);
    }
    return Tensor.ofFloats(new long[] {rows.size(), width}, all);
  }
}
