/** Classes of failures, each with its consequence. */
@NullMarked
package org.gdposr.activities.failure;

import org.jspecify.annotations.NullMarked;
