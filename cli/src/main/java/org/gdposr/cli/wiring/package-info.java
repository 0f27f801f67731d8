/** The only place that makes implementations and gives them the environment. */
@NullMarked
package org.gdposr.cli.wiring;

import org.jspecify.annotations.NullMarked;
