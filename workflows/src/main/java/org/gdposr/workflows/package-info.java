/** Order, fan-out and retries of the six stages: deterministic code that only schedules. */
@NullMarked
package org.gdposr.workflows;

import org.jspecify.annotations.NullMarked;
