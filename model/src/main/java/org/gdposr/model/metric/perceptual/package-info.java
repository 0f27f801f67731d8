/** Metrics on the features of image classifiers: LPIPS and DISTS. */
@NullMarked
package org.gdposr.model.metric.perceptual;

import org.jspecify.annotations.NullMarked;
