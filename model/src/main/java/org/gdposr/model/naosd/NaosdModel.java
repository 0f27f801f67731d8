package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.AuthorsCheckpoint;
import org.gdposr.model.diffusion.AutoencoderKl;
import org.gdposr.model.diffusion.NoiseSchedule;
import org.gdposr.model.diffusion.Posterior;
import org.gdposr.model.diffusion.UNet;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.text.PromptEncoder;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.weights.Safetensors;
import org.jspecify.annotations.Nullable;

/**
 * Eq. 3–4: noise-aware one-step diffusion. The LR image's latent gets noise at t_add, the UNet
 * predicts it at t_diff, and the closed form gives the restored latent.
 *
 * <p>A model folder holds {@code vae/} and {@code unet/} in diffusers' layout and {@code
 * context.safetensors} with {@code context} (T, D), the context tokens of the empty prompt, or
 * {@code tokenizer/} and {@code text_encoder/} that give them.
 *
 * <p>Legend: N images, L latent channels, H × W pixels, h × w latent pixels.
 */
public final class NaosdModel {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.stableDiffusion();
  private static final String CONTEXT = "context";

  private final AutoencoderKl vae;
  private final UNet unet;
  private final @Nullable NDArray context;

  private NaosdModel(AutoencoderKl vae, UNet unet, @Nullable NDArray context) {
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
    requireContext(folder);
    UNet unet = UNet.load(manager, folder.resolve("unet"));
    NDArray tokens =
        hasContext(folder)
            ? readContext(manager, contextFile(folder), unet)
            : emptyPrompt(manager, folder, unet);
    return new NaosdModel(AutoencoderKl.load(manager, folder.resolve("vae")), unet, tokens);
  }

  private static void requireContext(Path folder) {
    if (!hasContext(folder) && !PromptEncoder.isIn(folder)) {
      throw new DataException(
          contextFile(folder)
              + ": missing (expected: tensor context (T, D), the empty prompt's embedding, or"
              + " tokenizer/ and text_encoder/ to make it)");
    }
  }

  /** The context that {@code context.safetensors} would hold, (T, D). */
  private static NDArray emptyPrompt(NDManager manager, Path folder, UNet unet) {
    try (NDManager scope = manager.newSubManager();
        PromptEncoder encoder = PromptEncoder.load(scope, folder)) {
      NDArray tokens = encoder.context("").squeeze(0); // (T, D)
      int width = unet.config().crossAttentionDim();
      if (tokens.getShape().get(1) != width) {
        throw new DataException(
            folder
                + ": text_encoder's tokens are "
                + tokens.getShape().get(1)
                + " wide (expected: "
                + width
                + ", unet's cross_attention_dim)");
      }
      tokens.attach(manager);
      return tokens;
    }
  }

  /**
   * Whether {@link #load} would succeed, as far as names and shapes say; reads no values and needs
   * no engine.
   *
   * @throws DataException as {@link #load}
   */
  public static void check(Path folder) {
    requireContext(folder);
    checkNetworks(folder);
  }

  /**
   * As {@link #check} for {@link #loadForPrompts}.
   *
   * @throws DataException as {@link #load}
   */
  public static void checkNetworks(Path folder) {
    UNet.check(folder.resolve("unet"));
    AutoencoderKl.check(folder.resolve("vae"));
  }

  /**
   * The networks of a folder whose prompts a text encoder embeds: {@code context.safetensors} may
   * be missing, and whatever needs {@link #context} is given one instead.
   *
   * @throws DataException as {@link #load}
   */
  public static NaosdModel loadForPrompts(NDManager manager, Path folder) {
    if (hasContext(folder)) {
      return load(manager, folder);
    }
    UNet unet = UNet.load(manager, folder.resolve("unet"));
    return new NaosdModel(AutoencoderKl.load(manager, folder.resolve("vae")), unet, null);
  }

  /** Whether a model folder holds the context tokens of the empty prompt. */
  public static boolean hasContext(Path folder) {
    return Files.isRegularFile(contextFile(folder));
  }

  private static Path contextFile(Path folder) {
    return folder.resolve("context.safetensors");
  }

  private static NDArray readContext(NDManager manager, Path file, UNet unet) {
    NDArray tokens = Safetensors.read(manager, file).get(CONTEXT);
    int width = unet.config().crossAttentionDim();
    if (tokens == null || tokens.getShape().dimension() != 2 || tokens.getShape().get(1) != width) {
      throw new DataException(file + ": tensor context (expected: (T, " + width + "))");
    }
    return tokens;
  }

  /**
   * Merges trained changes into the networks: a checkpoint as the authors' code and OSEDiff's save
   * it (adapters and conv_in of the UNet, perhaps adapters of the VAE), or an adapter of the UNet
   * in a folder of peft's or a safetensors file of diffusers'.
   *
   * @throws DataException if it cannot be read or is another network's
   */
  public void merge(Path trained) {
    boolean peft = Files.isDirectory(trained) || trained.toString().endsWith(".safetensors");
    if (peft) {
      unet.mergeLora(unet.loadLora(trained));
      return;
    }
    AuthorsCheckpoint checkpoint = AuthorsCheckpoint.open(trained);
    unet.mergeLora(checkpoint.applyTo(unet));
    checkpoint.applyTo(vae).ifPresent(vae::mergeLora);
  }

  public void save(Path folder) {
    vae.save(folder.resolve("vae"));
    unet.save(folder.resolve("unet"));
    if (context != null) {
      Safetensors.write(contextFile(folder), new TreeMap<>(Map.of(CONTEXT, context)), Map.of());
    }
  }

  public AutoencoderKl vae() {
    return vae;
  }

  public UNet unet() {
    return unet;
  }

  /**
   * The empty prompt's context for N images (N, T, D).
   *
   * @throws IllegalStateException if the folder held none
   */
  public NDArray context(int images) {
    if (context == null) {
      throw new IllegalStateException("context: none (expected: one per prompt, from its caller)");
    }
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
    return sample(vae.encodeMoments(images), noise);
  }

  /** A draw from the posterior, scaled: moments (N, 2L, h, w), noise (N, L, h, w) → noise's. */
  public NDArray sample(NDArray moments, NDArray noise) {
    return Ops.scaleShift(Posterior.sample(moments, noise), vae.scalingFactor(), 0);
  }

  /** Eq. 3: {@code √ᾱ·z + √(1 − ᾱ)·ε} at t_add. */
  public static NDArray addNoise(NDArray latents, NDArray noise, int noiseTimestep) {
    return SCHEDULE.addNoise(latents, noise, noiseTimestep);
  }

  /** The UNet's ε at one timestep for all of N latents. */
  public NDArray predictNoise(NDArray noisy, int timestep) {
    return predictNoise(noisy, timestep, context((int) noisy.getShape().get(0)));
  }

  /**
   * The UNet's ε at one timestep under a prompt.
   *
   * @param noisy (N, L, h, w)
   * @param context (1, T, D), one prompt for all, or (N, T, D)
   * @return (N, L, h, w)
   */
  public NDArray predictNoise(NDArray noisy, int timestep, NDArray context) {
    int images = (int) noisy.getShape().get(0);
    NDArray timesteps = noisy.getManager().full(new Shape(images), timestep);
    boolean shared = images > 1 && context.getShape().get(0) == 1;
    NDArray each = shared ? context.repeat(0, images) : context; // (N, T, D)
    return unet.forward(noisy, timesteps, each);
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
    NDArray context = context((int) latents.getShape().get(0));
    return restore(latents, noise, context, noiseTimestep, denoiseTimestep);
  }

  /** As {@link #restore(NDArray, NDArray, int, int)} under a prompt's context (1 or N, T, D). */
  public NDArray restore(
      NDArray latents, NDArray noise, NDArray context, int noiseTimestep, int denoiseTimestep) {
    NDArray noisy = addNoise(latents, noise, noiseTimestep);
    NDArray epsilon = predictNoise(noisy, denoiseTimestep, context);
    return decode(predictOriginal(noisy, epsilon, denoiseTimestep));
  }

  /** The noise schedule, Stable Diffusion's. */
  public static NoiseSchedule schedule() {
    return SCHEDULE;
  }
}
