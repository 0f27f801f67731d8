package org.gdposr.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;

/**
 * A weight file that needs no room: each tensor's values are a function of its name and shape, the
 * same as {@code src/test/python/weights.py} gives. Matrices and kernels are uniform within
 * ±1/√(inputs per output), vectors and scalars within ±0.1 around 0 for a bias or running mean,
 * around 4.6 for the scale of logits and around 1 else.
 */
public final class RandomWeights implements TensorSource {
  private static final long SEED = 20261123;

  private final SortedMap<String, Shape> shapes;

  public RandomWeights(Map<String, Shape> shapes) {
    this.shapes = Collections.unmodifiableSortedMap(new TreeMap<>(shapes));
  }

  /** For a network whose files use its own names. */
  public static RandomWeights of(Map<String, Parameter> parameters) {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    parameters.forEach((name, parameter) -> shapes.put(name, parameter.getShape()));
    return new RandomWeights(shapes);
  }

  @Override
  public String label() {
    return "random weights";
  }

  @Override
  public SortedMap<String, Shape> shapes() {
    return shapes;
  }

  @Override
  public NDArray load(NDManager manager, String name) {
    Shape shape = Objects.requireNonNull(shapes.get(name), name);
    return Torch.tensor(manager, values(name, shape), shape);
  }

  /** Row-major values of one tensor. */
  public static float[] values(String name, Shape shape) {
    RandomStream random = RandomStream.of(SEED, Purpose.FIXTURE, item(name), 0);
    boolean vector = shape.dimension() < 2;
    double middle = vector ? middle(name) : 0;
    double bound = vector ? 0.1 : 1 / Math.sqrt((double) shape.size() / shape.get(0));
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(middle - bound, middle + bound);
    }
    return values;
  }

  private static double middle(String vector) {
    if (vector.endsWith("logit_scale")) {
      return 4.6; // that of trained ones: cosines alone would hardly tell texts apart
    }
    return vector.endsWith("bias") || vector.endsWith("running_mean") ? 0 : 1;
  }

  /** The first 40 bits of the name's SHA-256. */
  private static long item(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      long item = 0;
      for (int i = 0; i < 5; i++) {
        item = item << 8 | digest[i] & 0xFF;
      }
      return item;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
