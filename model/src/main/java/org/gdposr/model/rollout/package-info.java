/** Stage 3, rollout: groups of restorations of one LR image under different noises (Eq. 6). */
@NullMarked
package org.gdposr.model.rollout;

import org.jspecify.annotations.NullMarked;
