package org.gdposr.model.source;

/**
 * An image file that can't be used.
 *
 * @param name path below the folder, with {@code /}
 * @param reason why, and the way out
 */
public record SkippedFile(String name, String reason) {}
