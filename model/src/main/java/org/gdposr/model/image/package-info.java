/** Images as arrays, files and resamplings. */
@NullMarked
package org.gdposr.model.image;

import org.jspecify.annotations.NullMarked;
