package org.gdposr.model.source;

/**
 * A usable image file.
 *
 * @param name path below the folder, with {@code /}
 * @param sha256 of the file, lower-case hex
 * @param bytes length of the file
 * @param width pixels
 * @param height pixels
 */
public record SourceFile(String name, String sha256, long bytes, int width, int height) {}
