/** Placeholder. */
@NullMarked
package org.gdposr.cli;

import org.jspecify.annotations.NullMarked;
