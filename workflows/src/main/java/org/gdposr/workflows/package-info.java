/** Placeholder. */
@NullMarked
package org.gdposr.workflows;

import org.jspecify.annotations.NullMarked;
