/** What a command sees of the world, and how it ends. */
@NullMarked
package org.gdposr.cli.console;

import org.jspecify.annotations.NullMarked;
