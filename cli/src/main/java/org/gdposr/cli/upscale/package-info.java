/** {@code gdpo upscale}: which files become which, by what model, in a process of its own. */
@NullMarked
package org.gdposr.cli.upscale;

import org.jspecify.annotations.NullMarked;
