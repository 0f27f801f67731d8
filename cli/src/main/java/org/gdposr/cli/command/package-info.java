/** The commands: each parses its arguments and says what came of it. */
@NullMarked
package org.gdposr.cli.command;

import org.jspecify.annotations.NullMarked;
