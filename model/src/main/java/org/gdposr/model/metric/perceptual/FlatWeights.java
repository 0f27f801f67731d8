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
import java.util.function.Function;
import java.util.function.Predicate;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;

/** Tensors that a metric weights features with, which belong to no network. */
final class FlatWeights {
  private final SortedMap<String, Parameter> tensors = new TreeMap<>();

  private FlatWeights(Map<String, Shape> shapes) {
    shapes.forEach(
        (name, shape) ->
            tensors.put(
                name,
                Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.WEIGHT)
                    .optShape(shape)
                    .optRequiresGrad(false)
                    .build()));
  }

  /**
   * @param manager owns the values
   * @param unused the names of tensors in a file that the metric has no use for
   * @throws org.gdposr.model.DataException naming the file and what doesn't fit
   */
  static FlatWeights load(
      NDManager manager, Map<String, Shape> shapes, TensorSource source, Predicate<String> unused) {
    FlatWeights weights = new FlatWeights(shapes);
    ParameterLoader.load(manager, weights.tensors, source, usedName(unused));
    return weights;
  }

  /** As {@link #load} without values and without the engine. */
  static void check(Map<String, Shape> shapes, TensorSource source, Predicate<String> unused) {
    ParameterLoader.check(new FlatWeights(shapes).tensors, source, usedName(unused));
  }

  private static Function<String, Optional<String>> usedName(Predicate<String> unused) {
    return name -> unused.test(name) ? Optional.empty() : Optional.of(name);
  }

  NDArray value(String name) {
    return Objects.requireNonNull(tensors.get(name), name).getArray();
  }
}
