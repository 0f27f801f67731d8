package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.OptimizerSpec;
import org.gdposr.model.training.Phase;

/** The UNet as an ε-predicting diffusion model over the frozen VAE's latents of HR images. */
final class DiffusionPhase implements Phase {
  private final NDManager manager;
  private final long seed;
  private final ScratchSpec spec;
  private final NaosdModel model;
  private final TrainingCrops crops;
  private final LatentScale scale;

  DiffusionPhase(
      NDManager manager, long seed, ScratchSpec spec, NaosdModel model, TrainingCrops crops) {
    this.manager = manager;
    this.seed = seed;
    this.spec = spec;
    this.model = model;
    this.crops = crops;
    this.scale = new LatentScale(manager, model.vae());
    model.vae().freeze();
    model.unet().unfreeze();
  }

  @Override
  public String name() {
    return "unet";
  }

  @Override
  public int steps() {
    return spec.unetSteps();
  }

  @Override
  public OptimizerSpec optimizer() {
    return spec.unetOptimizer();
  }

  @Override
  public double rateFactor(int step) {
    return 1 - (double) step / steps();
  }

  @Override
  public SortedMap<String, NDArray> parameters() {
    return model.unet().namedParameters();
  }

  @Override
  public SortedMap<String, NDArray> frozen() {
    SortedMap<String, NDArray> tensors = new TreeMap<>();
    model.vae().namedParameters().forEach((name, tensor) -> tensors.put("vae." + name, tensor));
    tensors.put("latent_scale", scale.tensor());
    return tensors;
  }

  @Override
  public Map<String, Double> accumulate(int step) {
    scale.apply();
    int batch = spec.unetBatch();
    int side = spec.unetCrop();
    Shape shape = model.latentShape(batch, side, side);
    NDArray images = crops.batch(manager, Purpose.DIFFUSION_ORDER, step, batch, side);
    // the posterior's and the diffusion's noise are two members' ranges of one purpose
    NDArray posterior = Noise.of(manager, shape, seed, Purpose.DIFFUSION_NOISE, step, 0);
    NDArray noise = Noise.of(manager, shape, seed, Purpose.DIFFUSION_NOISE, step, 1);
    RandomStream random = RandomStream.of(seed, Purpose.DIFFUSION_NOISE, step, 2);
    int[] timesteps = new int[batch];
    float[] floats = new float[batch];
    for (int i = 0; i < batch; i++) {
      timesteps[i] = random.nextInt(1000);
      floats[i] = timesteps[i];
    }
    NDArray noisy =
        NaosdModel.schedule().addNoise(model.encode(images, posterior), noise, timesteps);
    NDArray times = manager.create(floats);
    return Torch.withGradients(
        () -> {
          NDArray predicted = model.unet().forward(noisy, times, model.context(batch));
          NDArray loss = Ops.mse(predicted, noise);
          Torch.backward(loss);
          return Map.of("loss", (double) loss.getFloat());
        });
  }

  @Override
  public void finish() {
    model.unet().freeze();
  }
}
