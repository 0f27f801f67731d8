package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.AutoencoderKl;
import org.gdposr.model.diffusion.NoiseSchedule;
import org.gdposr.model.diffusion.Posterior;
import org.gdposr.model.diffusion.UNet;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.weights.Safetensors;

/**
 * Eq. 3–4: noise-aware one-step diffusion. The LR image's latent gets noise at t_add, the UNet
 * predicts it at t_diff, and the closed form gives the restored latent.
 *
 * <p>A model folder holds {@code vae/} and {@code unet/} in diffusers' layout and {@code
 * context.safetensors} with {@code context} (T, D), the context tokens of the empty prompt.
 *
 * <p>Legend: N images, L latent channels, H × W pixels, h × w latent pixels.
 */
public final class NaosdModel {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.stableDiffusion();
  private static final String CONTEXT = "context";

  private final AutoencoderKl vae;
  private final UNet unet;
  private final NDArray context;

  private NaosdModel(AutoencoderKl vae, UNet unet, NDArray context) {
    this.vae = vae;
    this.unet = unet;
    this.context = context;
  }

  /** Untrained networks of these widths. */
  public static NaosdModel create(NDManager manager, ScratchSpec spec, long seed) {
    int width = spec.unet().crossAttentionDim();
    float[] tokens =
        RandomStream.of(seed, Purpose.CONTEXT, 0, 0).gaussians(spec.contextTokens() * width);
    AutoencoderKl vae = AutoencoderKl.create(manager, spec.vae(), seed);
    StartingPoint.nearIdentity(vae);
    return new NaosdModel(
        vae,
        UNet.create(manager, spec.unet(), seed),
        manager.create(tokens, new Shape(spec.contextTokens(), width)));
  }

  /**
   * @throws DataException if the folder lacks a part or its tensors don't fit its configs
   */
  public static NaosdModel load(NDManager manager, Path folder) {
    Path context = folder.resolve("context.safetensors");
    if (!Files.isRegularFile(context)) {
      throw new DataException(
          context + ": missing (expected: tensor context (T, D), the empty prompt's embedding)");
    }
    NDArray tokens = Safetensors.read(manager, context).get(CONTEXT);
    UNet unet = UNet.load(manager, folder.resolve("unet"));
    if (tokens == null
        || tokens.getShape().dimension() != 2
        || tokens.getShape().get(1) != unet.config().crossAttentionDim()) {
      throw new DataException(
          context + ": tensor context (expected: (T, " + unet.config().crossAttentionDim() + "))");
    }
    return new NaosdModel(AutoencoderKl.load(manager, folder.resolve("vae")), unet, tokens);
  }

  /**
   * Whether the networks of {@link #load} fit their configs, as far as names and shapes say; reads
   * no values and needs no engine.
   *
   * @throws DataException as {@link #load}
   */
  public static void check(Path folder) {
    UNet.check(folder.resolve("unet"));
    AutoencoderKl.check(folder.resolve("vae"));
  }

  public void save(Path folder) {
    vae.save(folder.resolve("vae"));
    unet.save(folder.resolve("unet"));
    Safetensors.write(
        folder.resolve("context.safetensors"), new TreeMap<>(Map.of(CONTEXT, context)), Map.of());
  }

  public AutoencoderKl vae() {
    return vae;
  }

  public UNet unet() {
    return unet;
  }

  /** The context for N images (N, T, D). */
  public NDArray context(int images) {
    return context.expandDims(0).repeat(0, images); // (N, T, D)
  }

  /** Shape of the latents of N images of H × W pixels. */
  public Shape latentShape(int images, int height, int width) {
    int factor = vae.config().factor();
    return new Shape(images, vae.config().latentChannels(), height / factor, width / factor);
  }

  /**
   * A posterior sample of images, scaled.
   *
   * @param images (N, 3, H, W) in [−1, 1]
   * @param noise standard normals (N, L, h, w)
   * @return (N, L, h, w)
   */
  public NDArray encode(NDArray images, NDArray noise) {
    NDArray moments = vae.encodeMoments(images); // (N, 2L, h, w)
    return Ops.scaleShift(Posterior.sample(moments, noise), vae.scalingFactor(), 0);
  }

  /** Eq. 3: {@code √ᾱ·z + √(1 − ᾱ)·ε} at t_add. */
  public static NDArray addNoise(NDArray latents, NDArray noise, int noiseTimestep) {
    return SCHEDULE.addNoise(latents, noise, noiseTimestep);
  }

  /** The UNet's ε at one timestep for all of N latents. */
  public NDArray predictNoise(NDArray noisy, int timestep) {
    int images = (int) noisy.getShape().get(0);
    NDArray timesteps = noisy.getManager().full(new Shape(images), timestep);
    return unet.forward(noisy, timesteps, context(images));
  }

  /** Eq. 4: the latent that noisy latent and predicted noise say, at t_diff. */
  public static NDArray predictOriginal(NDArray noisy, NDArray epsilon, int denoiseTimestep) {
    return SCHEDULE.predictOriginal(noisy, epsilon, denoiseTimestep);
  }

  /** Images (N, 3, H, W) in [−1, 1], clamped, from scaled latents. */
  public NDArray decode(NDArray latents) {
    NDArray images = vae.decode(Ops.divide(latents, vae.scalingFactor()));
    return Ops.clamp(images, -1, 1);
  }

  /** Eq. 3–4 from the LR latent to the restored image. */
  public NDArray restore(NDArray latents, NDArray noise, int noiseTimestep, int denoiseTimestep) {
    NDArray noisy = addNoise(latents, noise, noiseTimestep);
    return decode(predictOriginal(noisy, predictNoise(noisy, denoiseTimestep), denoiseTimestep));
  }

  /** The noise schedule, Stable Diffusion's. */
  public static NoiseSchedule schedule() {
    return SCHEDULE;
  }
}
