package org.gdposr.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;

/** A file of src/test/resources/networks or metric, written by src/test/python. */
public final class Fixture {
  private final String name;
  private final Map<String, Safetensors.Tensor> tensors;

  private Fixture(String name, Map<String, Safetensors.Tensor> tensors) {
    this.name = name;
    this.tensors = tensors;
  }

  public static Fixture of(String name) {
    return new Fixture(name, Safetensors.readRaw(folder(name + ".safetensors")));
  }

  /** A file of the metrics'. */
  public static Fixture metric(String name) {
    return new Fixture(name, Safetensors.readRaw(path("/metric/" + name + ".safetensors")));
  }

  /** A file or folder of the networks'. */
  public static Path folder(String name) {
    return path("/networks/" + name);
  }

  /** A file or folder of the metrics'. */
  public static Path metricFolder(String name) {
    return path("/metric/" + name);
  }

  private static Path path(String resource) {
    try {
      return Path.of(Objects.requireNonNull(Fixture.class.getResource(resource), resource).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  public String name() {
    return name;
  }

  public Map<String, Safetensors.Tensor> tensors() {
    return tensors;
  }

  public Safetensors.Tensor raw(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  public float[] floats(String name) {
    return raw(name).floats();
  }

  public NDArray array(NDManager manager, String name) {
    return Torch.tensor(manager, floats(name), new Shape(raw(name).shape()));
  }
}
