package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import org.gdposr.model.Check;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ConfigJson;

/**
 * Eq. 3 and 4: how much of an image and how much noise there is at each timestep. Stable
 * Diffusion's betas are the squares of evenly spaced values, 0.00085 … 0.012 over 1,000 steps.
 *
 * <p>Legend: ᾱ_t the share of signal at t; it equals diffusers' bit for bit. √ᾱ_t and √(1 − ᾱ_t)
 * are the nearest float32, which torch's own square root misses by one bit for some t.
 */
public final class NoiseSchedule {
  private static final int STEPS = 1000;
  private static final double FIRST_BETA = 0.00085;
  private static final double LAST_BETA = 0.012;

  private final float[] alphaBars;

  private NoiseSchedule(float[] alphaBars) {
    this.alphaBars = alphaBars;
  }

  public static NoiseSchedule stableDiffusion() {
    float first = (float) Math.sqrt(FIRST_BETA);
    float last = (float) Math.sqrt(LAST_BETA);
    float step = (last - first) / (STEPS - 1);
    float[] alphaBars = new float[STEPS];
    double product = 1;
    for (int t = 0; t < STEPS; t++) {
      // each half counts from its own end with fused multiply-add, as torch.linspace does
      float root =
          t < STEPS / 2
              ? Math.fma(step, (float) t, first)
              : Math.fma(-step, (float) (STEPS - 1 - t), last);
      product *= 1 - root * root;
      alphaBars[t] = (float) product;
    }
    return new NoiseSchedule(alphaBars);
  }

  /** Writes scheduler_config.json, which diffusers' DDPMScheduler loads. */
  public void save(Path folder) {
    JsonObject json = new JsonObject();
    json.addProperty("_class_name", "DDPMScheduler");
    json.addProperty("beta_end", LAST_BETA);
    json.addProperty("beta_schedule", "scaled_linear");
    json.addProperty("beta_start", FIRST_BETA);
    json.addProperty("clip_sample", false);
    json.addProperty("num_train_timesteps", STEPS);
    json.addProperty("prediction_type", "epsilon");
    ConfigJson.write(folder.resolve("scheduler_config.json"), json);
  }

  /** Number of timesteps; they count from 0. */
  public int steps() {
    return STEPS;
  }

  /**
   * ᾱ_t.
   *
   * @param t in [0, 1000)
   */
  public double alphaBar(int t) {
    Check.that(t >= 0 && t < STEPS, "timestep", t, "in [0, " + STEPS + ")");
    return alphaBars[t];
  }

  /** Eq. 3: √ᾱ_t·x + √(1 − ᾱ_t)·noise; x and noise of one shape. */
  public NDArray addNoise(NDArray x, NDArray noise, int t) {
    return Ops.axpby(signal(t), x, noise(t), noise);
  }

  /** As {@link #addNoise(NDArray, NDArray, int)} with one timestep for each item of the batch. */
  public NDArray addNoise(NDArray x, NDArray noise, int[] timesteps) {
    long items = x.getShape().get(0);
    Check.that(timesteps.length == items, "timesteps", timesteps.length, "one of " + items);
    float[] signals = new float[timesteps.length];
    float[] noises = new float[timesteps.length];
    for (int i = 0; i < timesteps.length; i++) {
      signals[i] = signal(timesteps[i]);
      noises[i] = noise(timesteps[i]);
    }
    long[] sides = new long[x.getShape().dimension()];
    Arrays.fill(sides, 1);
    sides[0] = items;
    Shape perItem = new Shape(sides);
    try (NDArray a = Torch.tensor(x.getManager(), signals, perItem);
        NDArray b = Torch.tensor(x.getManager(), noises, perItem)) {
      return Ops.addNoise(x, noise, a, b);
    }
  }

  /** Eq. 4: the image behind x_t, (x_t − √(1 − ᾱ_t)·ε)/√ᾱ_t; both of one shape. */
  public NDArray predictOriginal(NDArray xt, NDArray epsilon, int t) {
    return Ops.predictOriginal(xt, epsilon, signal(t), noise(t));
  }

  private float signal(int t) {
    return (float) Math.sqrt(alphaBar(t));
  }

  private float noise(int t) {
    return (float) Math.sqrt(1f - (float) alphaBar(t));
  }
}
