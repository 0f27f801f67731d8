/**
 * Metrics that see images through OpenAI's CLIP (Radford et al. 2021), whose tensors bear the names
 * of its official files.
 */
@NullMarked
package org.gdposr.model.metric.clip;

import org.jspecify.annotations.NullMarked;
