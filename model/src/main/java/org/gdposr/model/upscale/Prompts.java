package org.gdposr.model.upscale;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.gdposr.model.Check;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.naosd.NaosdModel;

/**
 * What a model is told about each image: its tags and words of praise, as the authors' test script
 * has it, or the model's own constant context where there is no text encoder.
 */
public final class Prompts {
  private static final String PRAISE = "clean, high-resolution, 8k,";

  private final NaosdModel model;
  private final Optional<Conditioning> encoder;
  private final Optional<Captioner> tagger;
  private final Optional<String> text;

  /**
   * @param encoder without one the model's own context holds for all images
   * @param tagger asked for tags unless {@code text} is given; needs an encoder
   * @param text stands for every image's tags; needs an encoder
   */
  public Prompts(
      NaosdModel model,
      Optional<Conditioning> encoder,
      Optional<Captioner> tagger,
      Optional<String> text) {
    Check.that(
        encoder.isPresent() || text.isEmpty(), "prompt", text, "a model with a text encoder");
    this.model = model;
    this.encoder = encoder;
    this.tagger = tagger;
    this.text = text;
  }

  /** Each image's context is the model's own. */
  public static Prompts none(NaosdModel model) {
    return new Prompts(model, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The prompt for an image; empty where the model's own context holds.
   *
   * @param enlarged what the VAE gets
   */
  public String prompt(RgbImage enlarged) {
    if (encoder.isEmpty()) {
      return "";
    }
    String tags =
        text.orElseGet(() -> tagger.map(t -> String.join(", ", t.tags(enlarged))).orElse(""));
    return tags.isEmpty() ? PRAISE : tags + ", " + PRAISE;
  }

  /** The context (1, T, D) of what {@link #prompt} returned. */
  NDArray context(String prompt) {
    return encoder.map(e -> e.context(prompt)).orElseGet(() -> model.context(1));
  }
}
