package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import java.util.SortedMap;
import org.gdposr.model.weights.TensorSource;

/** A network that sees nothing. */
record ZeroWeights(SortedMap<String, Shape> shapes) implements TensorSource {
  @Override
  public String label() {
    return "zeros";
  }

  @Override
  public NDArray load(NDManager manager, String name) {
    return manager.zeros(Objects.requireNonNull(shapes.get(name), name));
  }
}
