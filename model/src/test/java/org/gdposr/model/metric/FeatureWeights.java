package org.gdposr.model.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.TensorSource;

/**
 * Weights by name for deep classifiers and what weights their features, the same as {@code
 * metric_perceptual.py} gives: {@link RandomWeights} with kernels times √6, so that features keep
 * their size from stage to stage, and absolute values where a distance must not be negative.
 */
public record FeatureWeights(SortedMap<String, Shape> shapes) implements TensorSource {
  private static final long SEED = 20261123;
  private static final float ROOT_SIX = (float) Math.sqrt(6);

  public FeatureWeights(Map<String, Shape> shapes) {
    this(new RandomWeights(shapes).shapes());
  }

  @Override
  public String label() {
    return "weights by name";
  }

  @Override
  public NDArray load(NDManager manager, String name) {
    Shape shape = Objects.requireNonNull(shapes.get(name), name);
    float[] values = RandomWeights.values(name, shape);
    boolean positive = name.startsWith("lin") || name.equals("alpha") || name.equals("beta");
    for (int i = 0; i < values.length; i++) {
      if (positive) {
        values[i] = Math.abs(values[i]);
      } else if (shape.dimension() == 4) {
        values[i] *= ROOT_SIX;
      }
    }
    return Torch.tensor(manager, values, shape);
  }

  /** An image (1,3,height,width) of uniform noise in [0, 1). */
  public static NDArray noise(NDManager manager, long item, int height, int width) {
    RandomStream random = RandomStream.of(SEED, Purpose.FIXTURE, item, 0);
    float[] values = new float[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Torch.tensor(manager, values, new Shape(1, 3, height, width));
  }
}
