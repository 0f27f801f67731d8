/** Optimizer, checkpoints and the loop's bookkeeping. */
@NullMarked
package org.gdposr.model.training;

import org.jspecify.annotations.NullMarked;
