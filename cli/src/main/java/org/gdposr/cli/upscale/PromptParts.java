package org.gdposr.cli.upscale;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.tagger.Tagger;
import org.gdposr.model.text.PromptEncoder;
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
    return folders.stream().anyMatch(PromptEncoder::isIn);
  }

  /** The text encoder, if there is one. */
  Optional<Conditioning> encoder(NDManager manager) {
    return folders.stream()
        .filter(PromptEncoder::isIn)
        .findFirst()
        .map(folder -> PromptEncoder.load(manager, folder)::context);
  }

  /** The tagger, if there is one: with DAPE's LoRA where that lies beside it. */
  Optional<Captioner> tagger(NDManager manager) {
    return folders.stream()
        .filter(Tagger::isIn)
        .findFirst()
        .map(
            folder ->
                Tagger.dapeIsIn(folder)
                    ? Tagger.loadWithDape(manager, folder)
                    : Tagger.load(manager, folder))
        .map(tagger -> tagger::tags);
  }
}
