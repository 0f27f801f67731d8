/** The one JSON mapping of payloads and records. */
@NullMarked
package org.gdposr.activities.payload;

import org.jspecify.annotations.NullMarked;
