/** Checks of a machine before it is trusted with runs. */
@NullMarked
package org.gdposr.cli.doctor;

import org.jspecify.annotations.NullMarked;
