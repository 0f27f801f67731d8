package org.gdposr.model.degradation;

/**
 * Where an LR image comes from; with the HR image it says everything but the noise.
 *
 * @param sourceSha256 of the HR image's file
 * @param x left side of the HR crop, pixels
 * @param y top of the HR crop, pixels
 * @param flipped whether left and right of the crop are exchanged
 * @param finalResize how the network's input is enlarged from the LR image
 */
public record Recipe(String sourceSha256, int x, int y, boolean flipped, ResizeMode finalResize) {}
