/** Upscaling of any image with a restoration model, in tiles where it is large. */
@NullMarked
package org.gdposr.model.upscale;

import org.jspecify.annotations.NullMarked;
