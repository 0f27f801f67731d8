package org.gdposr.model.diffusion;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.random.RandomStream;

/**
 * PyTorch's default values of fresh layers: uniform within ±1/√(inputs per output) for the weights
 * and biases of linear layers and convolutions, ones and zeros for norms.
 */
final class InitialValues {
  private static final String BIAS = ".bias";

  private InitialValues() {}

  /**
   * @param tensors all of the network's: a bias is ruled by the weight beside it
   */
  static float[] of(String name, Map<String, Parameter> tensors, RandomStream random) {
    Shape shape = Objects.requireNonNull(tensors.get(name)).getShape();
    boolean bias = name.endsWith(BIAS);
    String weightName = bias ? name.substring(0, name.length() - BIAS.length()) + ".weight" : name;
    Shape weight = Objects.requireNonNull(tensors.get(weightName)).getShape();
    float[] values = new float[Math.toIntExact(shape.size())];
    if (weight.dimension() == 1) {
      Arrays.fill(values, bias ? 0 : 1);
      return values;
    }
    double bound = 1 / Math.sqrt((double) weight.size() / weight.get(0));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(-bound, bound);
    }
    return values;
  }
}
