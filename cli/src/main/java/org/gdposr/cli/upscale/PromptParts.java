package org.gdposr.cli.upscale;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.upscale.Captioner;
import org.gdposr.model.upscale.Conditioning;

/**
 * The text encoder and the tagger of a model: looked for in its own folder, then in the weights'.
 *
 * @param folders in their order
 */
public record PromptParts(List<Path> folders) {
  public PromptParts {
    folders = List.copyOf(folders);
  }

  /** Whether prompts can be embedded. */
  public boolean hasEncoder() {
    return false;
  }

  /** The text encoder, if there is one. */
  Optional<Conditioning> encoder(NDManager manager) {
    return Optional.empty();
  }

  /** The tagger, if there is one. */
  Optional<Captioner> tagger(NDManager manager) {
    return Optional.empty();
  }
}
