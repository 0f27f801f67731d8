package org.gdposr.model.naosd;

import static org.gdposr.model.Parity.assertClose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.diffusion.AutoencoderConfig;
import org.gdposr.model.diffusion.AutoencoderKl;
import org.gdposr.model.diffusion.UNet;
import org.gdposr.model.diffusion.UNetConfig;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One step from image to image against diffusers. */
class RestoreParityTest {
  private static final long SEED = 20261123;

  @TempDir Path folder;

  @Test
  void oneStepEqualsDiffusersWithNoiseAndWithout() {
    Fixture fixture = Fixture.of("restore");
    try (NDManager manager = Torch.start(1)) {
      NaosdModel model = model(manager, fixture);
      NDArray latents =
          model.encode(fixture.array(manager, "image"), fixture.array(manager, "draw"));
      assertClose(
          fixture,
          "restored",
          model.restore(latents, fixture.array(manager, "noise"), 250, 100),
          Parity.OUTPUT);
      NDArray epsilon = model.predictNoise(latents, 999);
      assertClose(
          fixture,
          "osediff",
          model.decode(NaosdModel.predictOriginal(latents, epsilon, 999)),
          Parity.OUTPUT);
    }
  }

  /** As it comes from a folder. */
  private NaosdModel model(NDManager manager, Fixture fixture) {
    AutoencoderKl.create(manager, new AutoencoderConfig(List.of(8, 16, 16), 2, 4, 4), SEED)
        .save(folder.resolve("vae"));
    UNet.create(manager, new UNetConfig(List.of(8, 16), List.of(1, 2), 1, 12, 4, 4), SEED)
        .save(folder.resolve("unet"));
    Safetensors.write(
        folder.resolve("context.safetensors"),
        Map.of("context", fixture.array(manager, "context")),
        Map.of());
    return NaosdModel.load(manager, folder);
  }
}
