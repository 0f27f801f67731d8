package org.gdposr.model.gdpo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.diffusion.Lora;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.rollout.GroupFiles;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.OptimizerSpec;
import org.gdposr.model.training.Phase;

/**
 * The policy's fine-tuning: a fresh LoRA on the base's UNet. A step takes the next groups in order
 * of their visits; each group is one forward pass of G members, as in rollout, so that policy and
 * reference agree to the bit while B is zero.
 */
final class GdpoPhase implements Phase {
  private final NDManager manager;
  private final long seed;
  private final GdpoSpec spec;
  private final NaosdModel model;
  private final GroupFiles groups;
  private final Advantages advantages;
  private final Path out;
  private final Lora lora;
  private final int noiseTimestep;
  private final int denoiseTimestep;

  GdpoPhase(
      NDManager manager,
      long seed,
      GdpoSpec spec,
      NaosdModel model,
      GroupFiles groups,
      Advantages advantages,
      Path out) {
    this.manager = manager;
    this.seed = seed;
    this.spec = spec;
    this.model = model;
    this.groups = groups;
    this.advantages = advantages;
    this.out = out;
    this.noiseTimestep = groups.timestep("noise_timestep");
    this.denoiseTimestep = groups.timestep("denoise_timestep");
    model.vae().freeze();
    model.unet().freeze();
    this.lora = model.unet().addLora(spec.lora(), seed, Purpose.POLICY_LORA);
  }

  @Override
  public String name() {
    return "gdpo";
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
    return lora.namedParameters();
  }

  @Override
  public SortedMap<String, NDArray> frozen() {
    return new TreeMap<>();
  }

  @Override
  public Map<String, Double> accumulate(int step) {
    double loss = 0;
    double margin = 0;
    double distance = 0;
    for (int i = 0; i < spec.batch(); i++) {
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        double[] values = accumulateGroup(step * spec.batch() + i);
        loss += values[0] / spec.batch();
        margin += values[1] / spec.batch();
        distance += values[2] / spec.batch();
      }
    }
    return Map.of("loss", loss, "margin", margin, "distance", distance);
  }

  /** Loss, implicit reward margin −½·ω·d, and mean squared distance to the reference. */
  private double[] accumulateGroup(int visit) {
    GroupFiles.Group stored = groups.group(visit, "latents");
    Shape shape = new Shape(stored.shape());
    NDArray latents = manager.create(stored.values(), shape); // (G, L, h, w)
    NDArray reference = manager.create(groups.group(visit, "reference").values(), shape);
    NDArray noise = Noise.ofMembers(manager, shape, seed, Purpose.GDPO_NOISE, visit);
    NDArray weights = manager.create(advantages.of(visit)); // (G)
    NDArray noisy = NaosdModel.addNoise(latents, noise, noiseTimestep);
    return Torch.withGradients(
        () -> {
          NDArray policy = model.predictNoise(noisy, denoiseTimestep); // (G, L, h, w)
          NDArray difference = GdpoLoss.weightedErrorDifference(policy, reference, noise, weights);
          NDArray loss = GdpoLoss.loss(difference, spec.preferenceWeight());
          Torch.backward(Ops.scaleShift(loss, 1.0 / spec.batch(), 0));
          return new double[] {
            loss.getFloat(),
            -0.5 * spec.preferenceWeight() * difference.getFloat(),
            Ops.mse(policy, reference).getFloat()
          };
        });
  }

  /** Publishes the adapter, then the model with the adapter merged. */
  @Override
  public void finish() {
    lora.save(out.resolve("policy/lora.safetensors"));
    model.unet().mergeLora(lora);
    model.save(out.resolve("model"));
  }
}
