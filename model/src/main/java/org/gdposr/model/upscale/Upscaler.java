package org.gdposr.model.upscale;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.gdposr.model.image.Picture;
import org.gdposr.model.image.PillowResize;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.image.StoredImage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.torch.OutOfMemory;

/**
 * An image from its file to its upscaled picture: bicubic enlargement, posterior sample, noise, one
 * step (Eq. 3–4), decoding, colour fix, and exactly the scale's multiple of the input's sides. Grey
 * stays grey, 16 bits stay 16 bits, alpha is enlarged bicubically.
 *
 * <p>Noise is one field in latent size per image, drawn from the file's content: tiles, the file's
 * name and its neighbours don't change it.
 */
public final class Upscaler {
  private final NDManager manager;
  private final NaosdModel model;
  private final Prompts prompts;
  private final UpscaleSpec spec;

  /**
   * @param manager of tensors; the model's own or one of its children
   */
  public Upscaler(NDManager manager, NaosdModel model, Prompts prompts, UpscaleSpec spec) {
    this.manager = manager;
    this.model = model;
    this.prompts = prompts;
    this.spec = spec;
  }

  /**
   * What became of an image.
   *
   * @param picture of scale times the input's sides
   * @param prompt under which it was restored; empty for the model's own context
   * @param tiling that memory sufficed for
   */
  public record Result(Picture picture, String prompt, Tiling tiling) {}

  /** The item of a file's noise: the first 40 bits of its content's SHA-256. */
  public static long itemOf(String sha256) {
    return Long.parseLong(sha256, 0, 10, 16);
  }

  /**
   * Upscales an image. When memory runs out it begins anew with tiles of half the side.
   *
   * @param item which noise, from {@link #itemOf}
   * @throws org.gdposr.model.DataException if the result would be too large
   */
  public Result upscale(StoredImage image, long item, Watch watch) {
    RgbImage input =
        Enlargement.of(
            image.rgb(), spec.scale(), spec.processSize(), model.vae().config().factor());
    String prompt = prompts.prompt(input);
    Tiling tiling = spec.tiling();
    while (true) {
      try {
        Picture restored = restore(input, image.bits(), prompt, item, tiling, watch);
        return new Result(finish(restored, input, image), prompt, tiling);
      } catch (RuntimeException | OutOfMemoryError e) {
        Optional<Tiling> smaller = tiling.halved();
        if (!OutOfMemory.caused(e) || smaller.isEmpty()) {
          throw e;
        }
        tiling = smaller.get();
        watch.smallerTiles(tiling, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
    }
  }

  private Picture restore(
      RgbImage input, int bits, String prompt, long item, Tiling tiling, Watch watch) {
    Shape shape = model.latentShape(1, input.height(), input.width());
    TiledModel tiled = new TiledModel(manager, model, input.height(), input.width(), tiling, watch);
    Picture restored = Picture.blank(input.width(), input.height(), 3, bits);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray posterior = Noise.of(manager, shape, spec.seed(), Purpose.UPSCALE_POSTERIOR, item, 0);
      NDArray noisy = tiled.encode(input, posterior); // (1, L, h, w)
      if (spec.noiseTimestep().isPresent()) {
        NDArray noise = Noise.of(manager, shape, spec.seed(), Purpose.UPSCALE_NOISE, item, 0);
        noisy = NaosdModel.addNoise(noisy, noise, spec.noiseTimestep().getAsInt());
      }
      NDArray epsilon = tiled.predictNoise(noisy, spec.denoiseTimestep(), prompts.context(prompt));
      NDArray latents = NaosdModel.predictOriginal(noisy, epsilon, spec.denoiseTimestep());
      tiled.decode(
          latents, (top, rows, planes, plane) -> write(restored, top, rows, planes, plane));
    }
    return restored;
  }

  /** Rows in [−1, 1] to the picture's levels, rounded half to even. */
  private static void write(Picture picture, int top, int rows, float[] planes, int plane) {
    int width = picture.width();
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < rows * width; i++) {
        float unit = planes[channel * plane + i] * 0.5f + 0.5f;
        float value = Math.min(1f, Math.max(0f, unit));
        picture.set(3 * (top * width + i) + channel, (int) Math.rint(value * picture.white()));
      }
    }
  }

  private Picture finish(Picture restored, RgbImage input, StoredImage image) {
    int width = spec.scale() * image.rgb().width();
    int height = spec.scale() * image.rgb().height();
    Picture fixed = spec.colourFix().apply(restored, input);
    Picture colours = PillowResize.bicubic(fixed, width, height);
    Picture result = image.grey() ? colours.grey() : colours;
    return image
        .alpha()
        .map(alpha -> result.withAlpha(PillowResize.bicubic(alpha, width, height)))
        .orElse(result);
  }
}
