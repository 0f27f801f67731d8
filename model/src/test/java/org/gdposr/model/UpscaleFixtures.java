package org.gdposr.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;

/** What src/test/python/upscale.py wrote. */
public final class UpscaleFixtures {
  private UpscaleFixtures() {}

  public static Path path(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(UpscaleFixtures.class.getResource("/upscale/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  public static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RgbImage image(String name) {
    return ImageFiles.decode(bytes(name), name);
  }

  /** A tensor of tiles.safetensors. */
  public static NDArray tensor(NDManager manager, String name) {
    Safetensors.Tensor raw =
        Objects.requireNonNull(Safetensors.readRaw(path("tiles.safetensors")).get(name), name);
    return Torch.tensor(manager, raw.floats(), new Shape(raw.shape()));
  }
}
