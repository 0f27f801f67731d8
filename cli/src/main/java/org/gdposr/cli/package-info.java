/** The command line's entry points. */
@NullMarked
package org.gdposr.cli;

import org.jspecify.annotations.NullMarked;
