/**
 * Recognize Anything: the tags of an image, which become its prompt. Legend: N images, L tokens, C
 * channels, W windows, w a window's side, T tags.
 */
@NullMarked
package org.gdposr.model.tagger;

import org.jspecify.annotations.NullMarked;
