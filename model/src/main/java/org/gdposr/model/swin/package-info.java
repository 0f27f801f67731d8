/**
 * Attention within shifted windows (Liu et al. 2021, "Swin Transformer"). Legend: N images, C
 * channels, W windows, w a window's side.
 */
@NullMarked
package org.gdposr.model.swin;

import org.jspecify.annotations.NullMarked;
