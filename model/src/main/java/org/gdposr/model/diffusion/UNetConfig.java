package org.gdposr.model.diffusion;

import java.util.List;
import org.gdposr.model.Check;

/**
 * Widths of a UNet2DConditionModel in Stable Diffusion 2.1's structure, under diffusers' names:
 * linear projections, cross-attention on every level but the last and in the middle, ε prediction.
 *
 * @param blockOutChannels channels per level; each level but the last halves the side
 * @param attentionHeadDim heads per level (the name is diffusers', the meaning is the number)
 * @param layersPerBlock residual blocks per down level (up levels have one more)
 * @param crossAttentionDim width of the context tokens
 * @param normNumGroups groups of the group norms
 * @param latentChannels channels in and out
 */
public record UNetConfig(
    List<Integer> blockOutChannels,
    List<Integer> attentionHeadDim,
    int layersPerBlock,
    int crossAttentionDim,
    int normNumGroups,
    int latentChannels) {
  public UNetConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
    attentionHeadDim = List.copyOf(attentionHeadDim);
    Check.that(!blockOutChannels.isEmpty(), "blockOutChannels", blockOutChannels, "not empty");
    Check.that(
        attentionHeadDim.size() == blockOutChannels.size(),
        "attentionHeadDim",
        attentionHeadDim,
        "as many as blockOutChannels");
    Check.that(layersPerBlock >= 1, "layersPerBlock", layersPerBlock, ">= 1");
    Check.that(crossAttentionDim >= 1, "crossAttentionDim", crossAttentionDim, ">= 1");
    Check.that(normNumGroups >= 1, "normNumGroups", normNumGroups, ">= 1");
    Check.that(latentChannels >= 1, "latentChannels", latentChannels, ">= 1");
    for (int i = 0; i < blockOutChannels.size(); i++) {
      int channels = blockOutChannels.get(i);
      int heads = attentionHeadDim.get(i);
      Check.that(
          channels > 0 && channels % normNumGroups == 0 && channels % 2 == 0,
          "blockOutChannels",
          blockOutChannels,
          "even multiples of normNumGroups = " + normNumGroups);
      Check.that(
          heads > 0 && channels % heads == 0,
          "attentionHeadDim",
          attentionHeadDim,
          "divisors of blockOutChannels");
    }
  }
}
