package org.gdposr.model.metric.clip;

import java.util.List;
import org.gdposr.model.Check;

/**
 * Sizes of a CLIP whose image side is a ResNet.
 *
 * @param embedDim of features that images and texts share
 * @param visionWidth channels after the stem
 * @param visionLayers bottlenecks of the four stages
 * @param textWidth of the text side's tokens
 * @param textLayers of the text side
 */
record ClipConfig(
    int embedDim, int visionWidth, List<Integer> visionLayers, int textWidth, int textLayers) {
  /** Token ids of each text. */
  static final int TEXT_LENGTH = 77;

  static final int VOCABULARY = 49408;

  /** Of each attention's head, on either side. */
  private static final int HEAD_WIDTH = 64;

  ClipConfig {
    visionLayers = List.copyOf(visionLayers);
    Check.that(visionLayers.size() == 4, "visionLayers", visionLayers, "four stages");
    Check.that(textWidth % HEAD_WIDTH == 0, "textWidth", textWidth, "a multiple of " + HEAD_WIDTH);
  }

  /** OpenAI's RN50. */
  static ClipConfig rn50() {
    return new ClipConfig(1024, 64, List.of(3, 4, 6, 3), 512, 12);
  }

  /** Channels of the last stage. */
  int visionFeatures() {
    return 32 * visionWidth;
  }

  int visionHeads() {
    return heads(visionFeatures());
  }

  int textHeads() {
    return heads(textWidth);
  }

  static int heads(int width) {
    return width / HEAD_WIDTH;
  }
}
