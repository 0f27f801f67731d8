/** Placeholder. */
@NullMarked
package org.gdposr.activities;

import org.jspecify.annotations.NullMarked;
