/** MUSIQ, a metric without reference (Ke et al. 2021). */
@NullMarked
package org.gdposr.model.metric.musiq;

import org.jspecify.annotations.NullMarked;
