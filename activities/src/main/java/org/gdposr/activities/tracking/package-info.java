/** Experiment tracking behind a durable outbox. */
@NullMarked
package org.gdposr.activities.tracking;

import org.jspecify.annotations.NullMarked;
