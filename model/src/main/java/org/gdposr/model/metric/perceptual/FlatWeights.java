package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;

/** Tensors that a metric weights features with, which belong to no network. */
final class FlatWeights {
  private final SortedMap<String, Parameter> tensors = new TreeMap<>();

  private FlatWeights() {}

  /**
   * @param manager owns the values
   * @param unused the names of tensors in a file that the metric has no use for
   * @throws org.gdposr.model.DataException naming the file and what doesn't fit
   */
  static FlatWeights load(
      NDManager manager, Map<String, Shape> shapes, TensorSource source, Predicate<String> unused) {
    FlatWeights weights = new FlatWeights();
    shapes.forEach(
        (name, shape) ->
            weights.tensors.put(
                name,
                Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.WEIGHT)
                    .optShape(shape)
                    .optRequiresGrad(false)
                    .build()));
    ParameterLoader.load(
        manager,
        weights.tensors,
        source,
        name -> unused.test(name) ? Optional.empty() : Optional.of(name));
    return weights;
  }

  NDArray value(String name) {
    return Objects.requireNonNull(tensors.get(name), name).getArray();
  }
}
