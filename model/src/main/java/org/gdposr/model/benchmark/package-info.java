/** Stage 6, benchmark: models restored and scored on held-out images. */
@NullMarked
package org.gdposr.model.benchmark;

import org.jspecify.annotations.NullMarked;
