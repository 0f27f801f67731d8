/** Runs: their config, plan, record and the control activities. */
@NullMarked
package org.gdposr.activities.run;

import org.jspecify.annotations.NullMarked;
