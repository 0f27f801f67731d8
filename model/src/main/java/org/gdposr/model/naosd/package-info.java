/** Stage 2, NAOSD: noise-aware one-step diffusion (Eq. 3–5). */
@NullMarked
package org.gdposr.model.naosd;

import org.jspecify.annotations.NullMarked;
