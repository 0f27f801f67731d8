/** Stage 4, ARF: the attribute-aware reward and its group advantage (Eq. 7–8). */
@NullMarked
package org.gdposr.model.arf;

import org.jspecify.annotations.NullMarked;
