/** How a run stands, read from the store and said to people and scripts. */
@NullMarked
package org.gdposr.cli.run;

import org.jspecify.annotations.NullMarked;
