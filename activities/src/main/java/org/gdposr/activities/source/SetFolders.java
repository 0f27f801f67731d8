package org.gdposr.activities.source;

/**
 * Digests of a benchmark's images.
 *
 * @param lr of the LR images: {@code sources/<digest>.json}
 * @param hr of the HR images
 */
public record SetFolders(String lr, String hr) {}
