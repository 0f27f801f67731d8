/** Metrics made ready to score images. */
@NullMarked
package org.gdposr.model.scoring;

import org.jspecify.annotations.NullMarked;
