package org.gdposr.model.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;

/**
 * One-step restoration beside {@code bench/races/restore.py}: both answer the words of {@link
 * Turns}; {@code outputs FILE} writes what each network gives.
 *
 * <p>Arguments: folder of weights and inputs, threads.
 */
public final class RestoreRace {
  private static final int T_ADD = 250;
  private static final int T_DIFF = 100;
  private static final int[] TIMESTEPS = {100, 500, 987};

  private final NaosdModel model;
  private final NDArray image;
  private final NDArray posterior;
  private final NDArray noise;

  private RestoreRace(NDManager manager, Path folder) {
    model = NaosdModel.load(manager, folder);
    model.vae().freeze();
    model.unet().freeze();
    Map<String, NDArray> inputs = Safetensors.read(manager, folder.resolve("inputs.safetensors"));
    image = input(inputs, "image"); // (1, 3, H, W)
    posterior = input(inputs, "posterior"); // (1, 4, h, w)
    noise = input(inputs, "noise"); // (1, 4, h, w)
  }

  private static NDArray input(Map<String, NDArray> inputs, String name) {
    return Objects.requireNonNull(inputs.get(name), name);
  }

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    try (NDManager manager = Torch.start(Integer.parseInt(args[1]))) {
      RestoreRace race = new RestoreRace(manager, Path.of(args[0]));
      Turns.take(start, race::turn, race::answer);
    }
  }

  private void turn() {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray latents = model.encode(image, posterior);
      model.restore(latents, noise, T_ADD, T_DIFF).toFloatArray();
    }
  }

  private Map<String, ?> answer(String line) {
    Path file = Path.of(line.substring("outputs ".length()));
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Map<String, NDArray> outputs = new TreeMap<>();
      outputs.put("moments", model.vae().encodeMoments(image));
      NDArray latents = model.encode(image, posterior);
      for (int t : TIMESTEPS) {
        outputs.put("epsilon." + t, model.predictNoise(latents, t));
      }
      outputs.put("decoded", model.vae().decode(latents));
      outputs.put("restored", model.restore(latents, noise, T_ADD, T_DIFF));
      Safetensors.write(file, outputs, Map.of());
    }
    return Map.of();
  }
}
