/** The Fréchet inception distance between two sets of images. */
@NullMarked
package org.gdposr.model.metric.fid;

import org.jspecify.annotations.NullMarked;
