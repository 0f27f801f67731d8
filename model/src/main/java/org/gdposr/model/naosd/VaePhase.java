package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.diffusion.Posterior;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.OptimizerSpec;
import org.gdposr.model.training.Phase;

/**
 * The VAE as an autoencoder: mean squared error, of the chroma once more, and a light KL term.
 * Afterwards the latents are scaled to unit variance, as Stable Diffusion's 0.18215 does for its
 * own.
 */
final class VaePhase implements Phase {
  /** Crops whose latents' deviation gives the scale. */
  private static final int SCALE_CROPS = 16;

  private final NDManager manager;
  private final long seed;
  private final ScratchSpec spec;
  private final NaosdModel model;
  private final TrainingCrops crops;

  VaePhase(NDManager manager, long seed, ScratchSpec spec, NaosdModel model, TrainingCrops crops) {
    this.manager = manager;
    this.seed = seed;
    this.spec = spec;
    this.model = model;
    this.crops = crops;
    model.unet().freeze();
    model.vae().unfreeze();
  }

  @Override
  public String name() {
    return "vae";
  }

  @Override
  public int steps() {
    return spec.vaeSteps();
  }

  @Override
  public OptimizerSpec optimizer() {
    return spec.vaeOptimizer();
  }

  @Override
  public double rateFactor(int step) {
    return 1 - (double) step / steps();
  }

  @Override
  public SortedMap<String, NDArray> parameters() {
    return model.vae().namedParameters();
  }

  @Override
  public SortedMap<String, NDArray> frozen() {
    return new TreeMap<>();
  }

  @Override
  public Map<String, Double> accumulate(int step) {
    int side = spec.vaeCrop();
    NDArray images = crops.batch(manager, Purpose.VAE_ORDER, step, spec.vaeBatch(), side);
    Shape shape = model.latentShape(spec.vaeBatch(), side, side);
    NDArray noise = Noise.ofMembers(manager, shape, seed, Purpose.VAE_POSTERIOR, step);
    return Torch.withGradients(
        () -> {
          NDArray moments = model.vae().encodeMoments(images); // (N, 2L, h, w)
          NDArray decoded = model.vae().decode(Posterior.sample(moments, noise));
          NDArray error = Ops.mse(decoded, images);
          NDArray chroma = Ops.mse(Ops.chroma(decoded), Ops.chroma(images));
          NDArray loss =
              Ops.axpby(
                  1,
                  Ops.axpby(1, error, spec.chromaWeight(), chroma),
                  spec.klWeight(),
                  Posterior.kl(moments));
          Torch.backward(loss);
          return Map.of("loss", (double) loss.getFloat(), "mse", (double) error.getFloat());
        });
  }

  @Override
  public void finish() {
    model.vae().freeze();
    NDArray images =
        crops.batch(manager, Purpose.VAE_ORDER, spec.vaeSteps(), SCALE_CROPS, spec.vaeCrop());
    float[] latents = Posterior.mean(model.vae().encodeMoments(images)).toFloatArray();
    double squares = 0;
    for (float value : latents) {
      squares += (double) value * value;
    }
    model.vae().setScalingFactor(1 / Math.sqrt(squares / latents.length));
  }
}
