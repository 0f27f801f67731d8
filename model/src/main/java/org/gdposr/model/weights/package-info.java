/** Files of tensors: safetensors and model folders. */
@NullMarked
package org.gdposr.model.weights;

import org.jspecify.annotations.NullMarked;
