/** Stage 1, degradation: Real-ESRGAN's second-order model makes LR images from HR images. */
@NullMarked
package org.gdposr.model.degradation;

import org.jspecify.annotations.NullMarked;
