package org.gdposr.model.tagger;

import java.util.List;
import org.gdposr.model.Check;

/**
 * Widths of RAM: a Swin transformer for the image and a decoder whose queries are the tags.
 *
 * @param imageSize side of the image that the network sees, pixels
 * @param embedDim channels of the first Swin stage; each later one has twice as many
 * @param depths blocks per Swin stage; each stage but the last halves the side
 * @param heads attention heads per Swin stage; divide the stage's channels
 * @param window side of the attention windows, tokens; a smaller stage is one window
 * @param imageWidth channels of the image's tokens and of the tags' embeddings
 * @param hidden channels of the tag decoder
 * @param intermediate channels of the tag decoder's feed-forward
 * @param decoderLayers layers of the tag decoder
 * @param decoderHeads heads of the tag decoder; divide {@code hidden}
 * @param tags tags that are known
 */
public record RamConfig(
    int imageSize,
    int embedDim,
    List<Integer> depths,
    List<Integer> heads,
    int window,
    int imageWidth,
    int hidden,
    int intermediate,
    int decoderLayers,
    int decoderHeads,
    int tags) {
  /** Side of the pixels that become one token. */
  static final int PATCH = 4;

  public RamConfig {
    depths = List.copyOf(depths);
    heads = List.copyOf(heads);
    Check.that(!depths.isEmpty(), "depths", depths, "not empty");
    Check.that(depths.stream().allMatch(d -> d >= 1), "depths", depths, "each >= 1");
    Check.that(heads.size() == depths.size(), "heads", heads, "as many as depths = " + depths);
    Check.that(window >= 2, "window", window, ">= 2");
    int halvings = depths.size() - 1;
    Check.that(
        imageSize > 0 && imageSize % (PATCH << halvings) == 0,
        "imageSize",
        imageSize,
        "a multiple of " + (PATCH << halvings));
    for (int stage = 0; stage < depths.size(); stage++) {
      int side = imageSize / PATCH >> stage;
      Check.that(
          side % Math.min(window, side) == 0, "window", window, "divides a stage's side = " + side);
      Check.that(
          heads.get(stage) >= 1 && (embedDim << stage) % heads.get(stage) == 0,
          "heads",
          heads,
          "each divides its stage's channels = " + (embedDim << stage));
    }
    Check.that(imageWidth >= 1, "imageWidth", imageWidth, ">= 1");
    Check.that(
        decoderHeads >= 1 && hidden >= 1 && hidden % decoderHeads == 0,
        "decoderHeads",
        decoderHeads,
        "divides hidden = " + hidden);
    Check.that(intermediate >= 1, "intermediate", intermediate, ">= 1");
    Check.that(decoderLayers >= 1, "decoderLayers", decoderLayers, ">= 1");
    Check.that(tags >= 1, "tags", tags, ">= 1");
  }

  /** The published network of {@code ram_swin_large_14m.pth}. */
  public static RamConfig swinLarge() {
    return new RamConfig(
        384, 192, List.of(2, 2, 18, 2), List.of(6, 12, 24, 48), 12, 512, 768, 3072, 2, 4, 4585);
  }

  /** Channels of the last Swin stage. */
  int visionWidth() {
    return embedDim << (depths.size() - 1);
  }
}
