/** Prompts as the UNet sees them: CLIP's tokenizer and Stable Diffusion's text encoder. */
@NullMarked
package org.gdposr.model.text;

import org.jspecify.annotations.NullMarked;
