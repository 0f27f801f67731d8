package org.gdposr.model.rollout;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gdposr.model.Chunks;
import org.gdposr.model.CsvTable;
import org.gdposr.model.Stage;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.degradation.Split;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.random.EpochOrder;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/**
 * Draws a group per visit from the frozen base. A chunk publishes
 *
 * <ul>
 *   <li>{@code groups/<chunk>.safetensors}: {@code latents} (V, G, L, h, w), the re-encoded
 *       samples; {@code reference} of the same shape, the base's ε at t_diff; {@code
 *       reference_errors} (V, G), ‖ε − ε_ref‖² as a mean; the two timesteps as metadata;
 *   <li>{@code samples/<chunk>.safetensors}: {@code samples} (V, G, H, W, 3), 8 bits, for scoring;
 *   <li>{@code visits/<chunk>.csv}: visit and preference item.
 * </ul>
 */
public final class RolloutStage implements StageWork {
  private final long seed;
  private final RolloutSpec spec;

  public RolloutStage(long seed, RolloutSpec spec) {
    this.seed = seed;
    this.spec = spec;
  }

  @Override
  public List<String> chunks() {
    return chunkList().names("");
  }

  private Chunks chunkList() {
    return new Chunks(spec.visits(), spec.chunkVisits());
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    int index = chunks().indexOf(chunk);
    int first = chunkList().first(index);
    int count = chunkList().end(index) - first;
    LrItems items = new LrItems(inputs.of(Stage.DEGRADATION), Split.PREFERENCE);
    EpochOrder order = new EpochOrder(seed, Purpose.ROLLOUT_ORDER, 0, items.size());
    CsvTable visits = new CsvTable(List.of("visit", "item"));
    try (NDManager manager = Torch.start(spec.threads())) {
      NaosdModel model = NaosdModel.load(manager, inputs.of(Stage.NAOSD).folder("model"));
      model.vae().freeze();
      model.unet().freeze();
      GroupSampler sampler = new GroupSampler(manager, seed, spec, model);
      GroupArrays arrays =
          new GroupArrays(
              count,
              spec.groupSize(),
              model.latentShape(1, items.cropSize(), items.cropSize()),
              items.cropSize());
      for (int i = 0; i < count; i++) {
        if (host.stopRequested()) {
          throw new StoppedException();
        }
        int visit = first + i;
        int item = order.itemOf(visit);
        visits.add(visit, item);
        try (NDScope scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          sampler.sample(visit, items.input(manager, item), arrays, i);
        }
        host.progress("groups", i + 1, count);
      }
      arrays.write(out, chunk, spec);
    }
    visits.write(out.resolve("visits/" + chunk + ".csv"));
  }

  /** What one chunk's groups are collected in. */
  static final class GroupArrays {
    private final int visits;
    private final int members;
    private final Shape latent;
    private final int side;
    private final float[] latents;
    private final float[] references;
    private final double[] errors;
    private final byte[] samples;

    GroupArrays(int visits, int members, Shape latent, int side) {
      this.visits = visits;
      this.members = members;
      this.latent = latent;
      this.side = side;
      this.latents = new float[Math.toIntExact((long) visits * members * latent.size())];
      this.references = new float[latents.length];
      this.errors = new double[visits * members];
      this.samples = new byte[Math.multiplyExact(visits * members, 3 * side * side)];
    }

    void put(int visit, float[] latents, float[] references, double[] errors) {
      System.arraycopy(latents, 0, this.latents, visit * latents.length, latents.length);
      System.arraycopy(references, 0, this.references, visit * latents.length, latents.length);
      System.arraycopy(errors, 0, this.errors, visit * members, members);
    }

    void putSample(int visit, int member, byte[] rgb) {
      System.arraycopy(rgb, 0, samples, (visit * members + member) * rgb.length, rgb.length);
    }

    void write(Path out, String chunk, RolloutSpec spec) {
      long[] shape = {visits, members, latent.get(1), latent.get(2), latent.get(3)};
      Safetensors.writeRaw(
          out.resolve("groups/" + chunk + ".safetensors"),
          Map.of(
              "latents", Tensor.ofFloats(shape, latents),
              "reference", Tensor.ofFloats(shape, references),
              "reference_errors", Tensor.ofDoubles(new long[] {visits, members}, errors)),
          Map.of(
              "noise_timestep", String.valueOf(spec.noiseTimestep()),
              "denoise_timestep", String.valueOf(spec.denoiseTimestep())));
      Safetensors.writeRaw(
          out.resolve("samples/" + chunk + ".safetensors"),
          Map.of("samples", Tensor.ofBytes(new long[] {visits, members, side, side, 3}, samples)),
          Map.of());
    }
  }
}
