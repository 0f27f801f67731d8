package org.gdposr.model.metric.maniqa;

import java.util.List;
import org.gdposr.model.Check;

/**
 * Sizes of the network.
 *
 * @param patch side of the vision transformer's patches, pixels; divides {@link #CROP}
 * @param width channels of its tokens and of the first stage; the second has half as many
 * @param visionHeads its heads
 * @param heads of each layer of a Swin stage
 * @param hidden width of a Swin block's feed-forward
 */
record ManiqaConfig(int patch, int width, int visionHeads, List<Integer> heads, int hidden) {
  static final int CROP = 224;
  static final ManiqaConfig PUBLISHED = new ManiqaConfig(8, 768, 12, List.of(4, 4), 768);

  ManiqaConfig {
    Check.that(CROP % patch == 0, "patch", patch, "divides " + CROP);
    heads = List.copyOf(heads);
  }

  /** Side of a crop, tokens. */
  int side() {
    return CROP / patch;
  }

  /** Tokens of a crop. */
  int tokens() {
    return side() * side();
  }
}
