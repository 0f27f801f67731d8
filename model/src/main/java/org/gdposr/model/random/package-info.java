/** Counter-based random numbers. */
@NullMarked
package org.gdposr.model.random;

import org.jspecify.annotations.NullMarked;
