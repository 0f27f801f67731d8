package org.gdposr.cli.upscale;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.upscale.Tiling;

/**
 * What an upscaling process is told, as the first line of its input.
 *
 * @param settings asked for
 * @param tiling smaller than the settings' where memory ran out
 * @param model absolute path of the model's folder
 * @param weights absolute path of a folder with what the model's lacks
 * @param lora absolute path of what is merged into the model
 * @param items files in their order
 * @param version of this program, for the pictures' records
 */
public record UpscaleTask(
    UpscaleSettings settings,
    Tiling tiling,
    String model,
    Optional<String> weights,
    Optional<String> lora,
    List<Item> items,
    String version) {
  public UpscaleTask {
    items = List.copyOf(items);
  }

  /**
   * A file and what becomes of it.
   *
   * @param name for people
   * @param in absolute path of the image
   * @param out absolute path of the picture
   */
  public record Item(String name, String in, String out) {
    public Path input() {
      return Path.of(in);
    }

    public Path output() {
      return Path.of(out);
    }

    /** Where the picture grows until it is whole. */
    Path part() {
      return output().resolveSibling("." + output().getFileName() + ".part");
    }
  }

  UpscaleTask of(List<Item> rest, Tiling smaller) {
    return new UpscaleTask(settings, smaller, model, weights, lora, rest, version);
  }
}
