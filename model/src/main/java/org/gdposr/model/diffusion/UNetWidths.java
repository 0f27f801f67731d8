package org.gdposr.model.diffusion;

import org.gdposr.model.diffusion.block.ResidualBlock;
import org.gdposr.model.diffusion.block.SpatialTransformer;

/** What the UNet's levels derive from its configuration. */
record UNetWidths(UNetConfig config) {
  static final double EPSILON = 1e-5;
  private static final int TIME_WIDENING = 4;

  int levels() {
    return config.blockOutChannels().size();
  }

  int layers() {
    return config.layersPerBlock();
  }

  int channels(int level) {
    return config.blockOutChannels().get(level);
  }

  int timeWidth() {
    return TIME_WIDENING * channels(0);
  }

  /** The deepest level has no attention of its own. */
  boolean isLast(int level) {
    return level == levels() - 1;
  }

  ResidualBlock resnet(int in, int out) {
    return ResidualBlock.timed(in, out, timeWidth(), config.normNumGroups(), EPSILON);
  }

  SpatialTransformer attention(int level) {
    return new SpatialTransformer(
        channels(level),
        config.crossAttentionDim(),
        config.attentionHeadDim().get(level),
        config.normNumGroups());
  }
}
