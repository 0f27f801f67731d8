package org.gdposr.model.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;

/**
 * One-step restoration beside {@code bench/races/restore.py}: both answer the same words, a line
 * each. {@code go} restores and tells the seconds, {@code outputs FILE} writes what each network
 * gives, {@code end} tells the peak memory.
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
    try (NDManager manager = Torch.start(Integer.parseInt(args[1]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      RestoreRace race = new RestoreRace(manager, Path.of(args[0]));
      say("loadSeconds", seconds(start));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        race.answer(line);
      }
    }
  }

  private void answer(String line) throws IOException {
    if (line.equals("go")) {
      long start = System.nanoTime();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray latents = model.encode(image, posterior);
        model.restore(latents, noise, T_ADD, T_DIFF).toFloatArray();
      }
      say("seconds", seconds(start));
    } else if (line.startsWith("outputs ")) {
      write(Path.of(line.substring("outputs ".length())));
      say("written", 1);
    } else if (line.equals("end")) {
      say("peakBytes", peakBytes());
    }
  }

  private void write(Path file) {
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
  }

  /** The process's largest resident set, as the kernel counts it. */
  private static double peakBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return 1024 * Double.parseDouble(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/self/status: no VmHWM");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void say(String name, double value) {
    System.out.printf(Locale.ROOT, "{\"%s\": %.6f}%n", name, value);
    System.out.flush();
  }
}
