package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.diffusion.Lora;
import org.gdposr.model.image.ImageTensors;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.random.EpochOrder;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.source.HrCrops;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.OptimizerSpec;
import org.gdposr.model.training.Phase;

/**
 * NAOSD's training: LoRA on UNet and VAE encoder and the UNet's conv_in in full, against the HR
 * image (Eq. 5's reconstruction terms).
 */
final class TunePhase implements Phase {
  private static final String CONV_IN = "conv_in.";

  private final NDManager manager;
  private final long seed;
  private final NaosdSpec spec;
  private final NaosdModel model;
  private final LrItems items;
  private final HrCrops hr;
  private final Path out;
  private final EpochOrder order;
  private final Lora unetLora;
  private final Lora vaeLora;
  private final LatentScale scale;
  private final SortedMap<String, NDArray> initialConvIn = new TreeMap<>();

  /**
   * @param out the stage's output folder, which {@link #finish} fills
   */
  TunePhase(
      NDManager manager,
      long seed,
      NaosdSpec spec,
      NaosdModel model,
      LrItems items,
      HrCrops hr,
      Path out) {
    this.manager = manager;
    this.seed = seed;
    this.spec = spec;
    this.model = model;
    this.items = items;
    this.hr = hr;
    this.out = out;
    this.order = new EpochOrder(seed, Purpose.NAOSD_ORDER, 0, items.size());
    model.vae().freeze();
    model.unet().freeze();
    this.unetLora = model.unet().addLora(spec.lora(), seed, Purpose.LORA);
    this.vaeLora = model.vae().addLora(spec.lora(), seed + 1, Purpose.LORA);
    this.scale = new LatentScale(manager, model.vae());
    convIn()
        .forEach(
            (name, tensor) -> {
              initialConvIn.put(name, tensor.duplicate());
              tensor.setRequiresGradient(true);
            });
  }

  @Override
  public String name() {
    return "naosd";
  }

  @Override
  public int steps() {
    return spec.steps();
  }

  @Override
  public OptimizerSpec optimizer() {
    return spec.optimizer();
  }

  @Override
  public double rateFactor(int step) {
    return 1;
  }

  @Override
  public SortedMap<String, NDArray> parameters() {
    SortedMap<String, NDArray> tensors = new TreeMap<>();
    unetLora.namedParameters().forEach((name, tensor) -> tensors.put("unet." + name, tensor));
    vaeLora.namedParameters().forEach((name, tensor) -> tensors.put("vae." + name, tensor));
    convIn().forEach((name, tensor) -> tensors.put("unet." + name, tensor));
    return tensors;
  }

  @Override
  public SortedMap<String, NDArray> frozen() {
    SortedMap<String, NDArray> tensors = new TreeMap<>();
    if (!spec.fromScratch()) {
      return tensors; // the given base is read again
    }
    model.vae().namedParameters().forEach((name, tensor) -> tensors.put("vae." + name, tensor));
    model
        .unet()
        .namedParameters()
        .forEach(
            (name, tensor) -> {
              if (!name.startsWith(CONV_IN)) {
                tensors.put("unet." + name, tensor);
              }
            });
    initialConvIn.forEach((name, tensor) -> tensors.put("initial." + name, tensor));
    tensors.put("latent_scale", scale.tensor());
    return tensors;
  }

  @Override
  public Map<String, Double> accumulate(int step) {
    scale.apply();
    double total = 0;
    for (int part = 0; part < spec.accumulation(); part++) {
      total += accumulate(step, part);
    }
    return Map.of("loss", total);
  }

  private double accumulate(int step, int part) {
    int batch = spec.batch();
    List<RgbImage> inputs = new ArrayList<>();
    List<RgbImage> references = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      long visit = ((long) step * spec.accumulation() + part) * batch + i;
      int item = order.itemOf(visit);
      inputs.add(items.input(manager, item));
      references.add(items.reference(hr, item));
    }
    NDArray input = ImageTensors.signed(manager, inputs); // (N, 3, H, W)
    NDArray reference = ImageTensors.signed(manager, references); // (N, 3, H, W)
    long first = ((long) step * spec.accumulation() + part) * batch;
    Shape shape = model.latentShape(batch, items.cropSize(), items.cropSize());
    NDArray posterior = Noise.ofMembers(manager, shape, seed, Purpose.NAOSD_POSTERIOR, first);
    NDArray noise = Noise.ofMembers(manager, shape, seed, Purpose.NAOSD_NOISE, first);
    return Torch.withGradients(
        () -> {
          NDArray latents = model.encode(input, posterior); // (N, L, h, w)
          NDArray restored =
              model.restore(latents, noise, spec.noiseTimestep(), spec.denoiseTimestep());
          NDArray loss = loss(restored, reference);
          Torch.backward(Ops.scaleShift(loss, 1.0 / spec.accumulation(), 0));
          return (double) loss.getFloat() / spec.accumulation();
        });
  }

  /** Eq. 5's terms with their weights. */
  private NDArray loss(NDArray restored, NDArray reference) {
    NDArray sum = null;
    for (LossTerm term : spec.loss()) {
      NDArray value =
          switch (term.kind()) {
            case MSE -> Ops.mse(restored, reference);
            case L1 -> Ops.l1(restored, reference);
          };
      sum =
          sum == null
              ? Ops.scaleShift(value, term.weight(), 0)
              : Ops.axpby(1, sum, term.weight(), value);
    }
    if (sum == null) {
      throw new IllegalStateException("no loss terms");
    }
    return sum;
  }

  /** Publishes the base as it was, the adapters, and the tuned model with the adapters merged. */
  @Override
  public void finish() {
    SortedMap<String, NDArray> tuned = new TreeMap<>();
    convIn()
        .forEach(
            (name, tensor) -> {
              tensor.setRequiresGradient(false);
              tuned.put(name, tensor.duplicate());
            });
    copyIntoConvIn(initialConvIn);
    model.save(out.resolve("base"));
    copyIntoConvIn(tuned);
    unetLora.save(out.resolve("naosd/unet_lora.safetensors"));
    vaeLora.save(out.resolve("naosd/vae_lora.safetensors"));
    model.unet().mergeLora(unetLora);
    model.vae().mergeLora(vaeLora);
    model.save(out.resolve("model"));
  }

  private void copyIntoConvIn(SortedMap<String, NDArray> values) {
    SortedMap<String, NDArray> targets = convIn();
    values.forEach(
        (name, value) -> {
          NDArray target = targets.get(name);
          if (target != null) {
            value.copyTo(target);
          }
        });
  }

  private SortedMap<String, NDArray> convIn() {
    SortedMap<String, NDArray> tensors = new TreeMap<>();
    model
        .unet()
        .namedParameters()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(CONV_IN)) {
                tensors.put(name, tensor);
              }
            });
    return tensors;
  }
}
