/** Image quality metrics. */
@NullMarked
package org.gdposr.model.metric;

import org.jspecify.annotations.NullMarked;
