package org.gdposr.model.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
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
    RandomStream random = RandomStream.of(SEED, Purpose.FIXTURE, 3001, 0);
    float[] values = new float[3 * 45 * 61];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.uniform(0, 1);
    }
    return Torch.tensor(manager, values, new Shape(1, 3, 45, 61));
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
