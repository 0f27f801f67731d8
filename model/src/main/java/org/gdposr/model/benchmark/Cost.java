package org.gdposr.model.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gdposr.model.Check;
import org.gdposr.model.CsvTable;
import org.gdposr.model.StageHost;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.torch.MacCount;
import org.gdposr.model.torch.Torch;

/**
 * What one restoration takes (Table 4 of the paper): parameters, and multiply-accumulates of
 * convolutions, linear layers and attention, counted while they run.
 */
final class Cost {
  /** The paper's side, pixels. */
  private static final int SIDE = 512;

  /** By which Stable Diffusion's VAE divides it. */
  private static final int FACTOR = 8;

  private static final String SECONDS = "restore_seconds";

  private final CsvTable table = new CsvTable(List.of("part", "side", "parameters", "macs"));

  private final int side;

  private Cost(int side) {
    this.side = side;
  }

  /**
   * Runs a model twice: counted, then timed, which goes to the host's metrics. At 512×512 pixels; a
   * model whose VAE divides them by less would have too many latent pixels to attend to.
   *
   * @param side pixels for such a model
   */
  static Cost of(Path folder, BenchmarkSpec spec, int side, StageHost host) {
    try (NDManager manager = Torch.start(spec.threads())) {
      NaosdModel model = BenchmarkStage.loaded(manager, folder);
      Cost cost = new Cost(model.vae().config().factor() < FACTOR ? side : SIDE);
      host.progress("cost", 0, 2);
      cost.restore(manager, model, spec, cost::counted);
      host.progress("cost", 1, 2);
      host.timed(
          SECONDS,
          () -> cost.restore(manager, model, spec, (part, network, used, work) -> work.get()));
      host.progress("cost", 2, 2);
      return cost;
    }
  }

  /** Does a part of the restoration. */
  private interface Doing {
    NDArray part(String name, NamedBlock network, Predicate<String> used, Supplier<NDArray> work);
  }

  private void restore(NDManager manager, NaosdModel model, BenchmarkSpec spec, Doing doing) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray image = manager.zeros(new Shape(1, 3, side, side), DataType.FLOAT32);
      NDArray noise = manager.zeros(model.latentShape(1, side, side), DataType.FLOAT32);
      NDArray latents =
          doing.part("vae encoder", model.vae(), Cost::encodes, () -> model.encode(image, noise));
      NDArray noisy = NaosdModel.addNoise(latents, noise, spec.noiseTimestep());
      NDArray epsilon =
          doing.part(
              "unet",
              model.unet(),
              name -> true,
              () -> model.predictNoise(noisy, spec.denoiseTimestep()));
      NDArray original = NaosdModel.predictOriginal(noisy, epsilon, spec.denoiseTimestep());
      NDArray restored =
          doing.part("vae decoder", model.vae(), Cost::decodes, () -> model.decode(original));
      Check.that(restored.getShape().get(2) == side, "height", restored.getShape(), "" + side);
    }
  }

  void write(Path out) {
    table.write(out.resolve("benchmark/cost.csv"));
  }

  private static boolean encodes(String tensor) {
    return tensor.startsWith("encoder.") || tensor.startsWith("quant_conv.");
  }

  private static boolean decodes(String tensor) {
    return tensor.startsWith("decoder.") || tensor.startsWith("post_quant_conv.");
  }

  private NDArray counted(
      String part, NamedBlock network, Predicate<String> used, Supplier<NDArray> body) {
    MacCount count = MacCount.during(body);
    long parameters =
        network.tensors().entrySet().stream()
            .filter(entry -> used.test(entry.getKey()))
            .mapToLong(entry -> entry.getValue().getArray().size())
            .sum();
    table.add(part, side, parameters, count.macs());
    return count.result();
  }
}
