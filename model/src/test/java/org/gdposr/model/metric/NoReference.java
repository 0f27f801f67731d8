package org.gdposr.model.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import org.gdposr.model.PixelFixtures;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.TensorSource;

/** The images and weights of src/test/python/no_reference.py. */
public final class NoReference {
  private static final long SEED = 20261123;

  private NoReference() {}

  /** (1,3,138,168). */
  public static NDArray photo(NDManager manager) {
    RgbImage photo = PixelFixtures.image("photo.png");
    return Torch.tensor(manager, photo.planes(), new Shape(1, 3, photo.height(), photo.width()));
  }

  /** (1,3,45,61). */
  public static NDArray noise(NDManager manager) {
    return noise(manager, 3001, 45, 61);
  }

  private static NDArray noise(NDManager manager, long item, int height, int width) {
    RandomStream random = RandomStream.of(SEED, Purpose.FIXTURE, item, 0);
    float[] values = new float[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(0, 1);
    }
    return Torch.tensor(manager, values, new Shape(1, 3, height, width));
  }

  /** pyiqa's score of an image. */
  public static double score(String fixture, String image) {
    try {
      String resource = "/metric/" + fixture + ".safetensors";
      Path file =
          Path.of(
              Objects.requireNonNull(NoReference.class.getResource(resource), resource).toURI());
      String name = image + ".score";
      return Objects.requireNonNull(Safetensors.readRaw(file).get(name), name).floats()[0];
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The largest difference from pyiqa's scores, relative to them, over a file's images.
   *
   * @param file as the scripts write it with {@code --sizes} or {@code --full}
   * @param prefix of the scores' names
   */
  public static double largestError(
      NDManager manager, Path file, String prefix, ToDoubleFunction<NDArray> metric) {
    Map<String, Safetensors.Tensor> tensors = Safetensors.readRaw(file);
    double largest = 0;
    for (Map.Entry<String, Safetensors.Tensor> e : tensors.entrySet()) {
      Safetensors.Tensor score = tensors.get(prefix + e.getKey() + ".score");
      if (score != null) {
        Safetensors.Tensor pixels = e.getValue();
        try (NDArray image = Torch.tensor(manager, pixels.floats(), new Shape(pixels.shape()))) {
          double expected = score.floats()[0];
          double error = Math.abs(metric.applyAsDouble(image) - expected) / Math.abs(expected);
          System.out.printf("%s%s: relative error %.2g%n", prefix, e.getKey(), error);
          largest = Math.max(largest, error);
        }
      }
    }
    return largest;
  }

  /** Random weights with one more for the last bias. */
  public static TensorSource weights(Map<String, Shape> shapes, String outputBias) {
    return new Shifted(new RandomWeights(shapes), outputBias);
  }

  private record Shifted(TensorSource source, String outputBias) implements TensorSource {
    @Override
    public String label() {
      return source.label();
    }

    @Override
    public SortedMap<String, Shape> shapes() {
      return source.shapes();
    }

    @Override
    public NDArray load(NDManager manager, String name) {
      NDArray values = source.load(manager, name);
      return name.equals(outputBias) ? values.addi(1) : values;
    }
  }
}
