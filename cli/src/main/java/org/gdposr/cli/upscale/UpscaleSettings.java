package org.gdposr.cli.upscale;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.upscale.Tiling;
import org.gdposr.model.upscale.UpscaleSpec;

/**
 * All that decides a picture's bits beside its input; written into each picture.
 *
 * @param model digest of the model's files
 * @param weights digest of the folder with the text encoder and the tagger that the model's lacks
 * @param lora digest of what is merged into the model
 * @param seed of all noise
 * @param scale output side over input side
 * @param processSize smaller inputs are enlarged to it over the scale; 0 for none
 * @param tAdd timestep of the added noise; empty for none
 * @param tDiff timestep that the UNet is told
 * @param colourFix adain, wavelet or none
 * @param prompt stands for each image's tags
 * @param tile side of the UNet's tiles in latent pixels
 * @param overlap of tiles in latent pixels
 * @param threads compute threads
 */
public record UpscaleSettings(
    String model,
    Optional<String> weights,
    Optional<String> lora,
    long seed,
    int scale,
    int processSize,
    Optional<Integer> tAdd,
    int tDiff,
    String colourFix,
    Optional<String> prompt,
    int tile,
    int overlap,
    int threads) {
  /**
   * As the method takes them.
   *
   * @throws IllegalArgumentException naming the option for a value that cannot be
   */
  public UpscaleSpec spec(Tiling tiling) {
    return new UpscaleSpec(
        seed,
        scale,
        processSize,
        tAdd.map(OptionalInt::of).orElse(OptionalInt.empty()),
        tDiff,
        ColourFix.valueOf(colourFix.toUpperCase(Locale.ROOT)),
        tiling);
  }
}
