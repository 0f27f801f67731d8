/** Networks in Stable Diffusion's structure, and the noise schedule. */
@NullMarked
package org.gdposr.model.diffusion;

import org.jspecify.annotations.NullMarked;
