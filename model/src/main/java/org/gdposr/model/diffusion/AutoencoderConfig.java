package org.gdposr.model.diffusion;

import java.util.List;
import org.gdposr.model.Check;

/**
 * Widths of an AutoencoderKL, under diffusers' names.
 *
 * @param blockOutChannels channels per level; each level but the last halves the side
 * @param layersPerBlock residual blocks per encoder level (the decoder has one more)
 * @param latentChannels channels of the latent
 * @param normNumGroups groups of the group norms; divides every level's channels
 */
public record AutoencoderConfig(
    List<Integer> blockOutChannels, int layersPerBlock, int latentChannels, int normNumGroups) {
  public AutoencoderConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
    Check.that(!blockOutChannels.isEmpty(), "blockOutChannels", blockOutChannels, "not empty");
    Check.that(layersPerBlock >= 1, "layersPerBlock", layersPerBlock, ">= 1");
    Check.that(latentChannels >= 1, "latentChannels", latentChannels, ">= 1");
    Check.that(normNumGroups >= 1, "normNumGroups", normNumGroups, ">= 1");
    for (int channels : blockOutChannels) {
      Check.that(
          channels > 0 && channels % normNumGroups == 0,
          "blockOutChannels",
          blockOutChannels,
          "multiples of normNumGroups = " + normNumGroups);
    }
  }

  /** Image side over latent side. */
  public int factor() {
    return 1 << (blockOutChannels.size() - 1);
  }
}
