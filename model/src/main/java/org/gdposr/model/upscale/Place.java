package org.gdposr.model.upscale;

/** The upper left corner of a part of an image, in latent pixels. */
record Place(int top, int left) {}
