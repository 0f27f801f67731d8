package org.gdposr.model.metric.clip;

/**
 * Sizes of A-FINE's networks.
 *
 * @param width of the vision transformer's tokens
 * @param layers of the vision transformer
 * @param patch side of its patches
 * @param positions of its learned embedding, with the class token's
 * @param hidden width of the naturalness head
 */
record AFineConfig(int width, int layers, int patch, int positions, int hidden) {
  /** CLIP's ViT-B/32 and the published heads. */
  static AFineConfig vitB32() {
    return new AFineConfig(768, 12, 32, 50, 128);
  }

  int heads() {
    return ClipConfig.heads(width);
  }

  /** Channels of all levels of features together, the pixels' first. */
  int channels() {
    return 3 + layers * width;
  }
}
