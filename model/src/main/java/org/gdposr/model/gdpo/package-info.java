/** Stage 5, GDPO: group direct preference optimisation (Eq. 9). */
@NullMarked
package org.gdposr.model.gdpo;

import org.jspecify.annotations.NullMarked;
