/** The rules between modules and packages, each proven to fire. */
@NullMarked
package org.gdposr.cli.architecture;

import org.jspecify.annotations.NullMarked;
