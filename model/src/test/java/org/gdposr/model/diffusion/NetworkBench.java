package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.LoraSpec;

/** Times what {@code src/test/python/bench.py} times with PyTorch; one thread, its CPU time. */
public final class NetworkBench {
  private static final int WARM_UP = 3;
  private static final int RUNS = 15;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private NetworkBench() {}

  public static void main(String[] args) {
    try (NDManager manager = Torch.start(1)) {
      UNetConfig unetConfig = new UNetConfig(List.of(32, 64), List.of(1, 2), 2, 64, 16, 4);
      UNet unet = UNet.create(manager, unetConfig, 1);
      AutoencoderKl vae =
          AutoencoderKl.create(manager, new AutoencoderConfig(List.of(32, 64), 2, 4, 16), 1);
      NDArray x = manager.randomNormal(new Shape(2, 4, 32, 32));
      NDArray t = manager.ones(new Shape(2)).mul(100);
      NDArray context = manager.randomNormal(new Shape(2, 8, 64));
      NDArray image = manager.randomNormal(new Shape(2, 3, 64, 64));
      Supplier<NDArray> predict = () -> unet.forward(x, t, context);
      Supplier<NDArray> restore =
          () -> Torch.scoped(() -> vae.decode(Posterior.mean(vae.encodeMoments(image))));
      time("unet forward", predict);
      time("vae forward", restore);
      Lora lora = unet.addLora(new LoraSpec(4, 8), 1, Purpose.LORA);
      time("unet lora forward+backward", () -> train(predict));
      unet.mergeLora(lora);
      unet.unfreeze();
      vae.unfreeze();
      time("unet forward+backward", () -> train(predict));
      time("vae forward+backward", () -> train(restore));
    }
  }

  private static NDArray train(Supplier<NDArray> output) {
    return Torch.withGradients(
        () -> {
          NDArray loss = output.get().square().mean();
          Torch.backward(loss);
          return loss;
        });
  }

  private static void time(String name, Supplier<NDArray> body) {
    double[] millis = new double[RUNS];
    long elements = 0;
    for (int i = -WARM_UP; i < RUNS; i++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        elements += body.get().size();
      }
      if (i >= 0) {
        millis[i] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-28s median %7.1f ms, best %7.1f (%d values)%n",
        name,
        millis[RUNS / 2],
        millis[0],
        elements);
  }
}
