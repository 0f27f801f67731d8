/**
 * MANIQA, a metric without reference (Yang et al. 2022). Legend: N crops, L tokens of a crop, C
 * channels.
 */
@NullMarked
package org.gdposr.model.metric.maniqa;

import org.jspecify.annotations.NullMarked;
