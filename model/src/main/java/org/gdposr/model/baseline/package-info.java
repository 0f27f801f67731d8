/** Rival restorers of the paper's tables. */
@NullMarked
package org.gdposr.model.baseline;

import org.jspecify.annotations.NullMarked;
