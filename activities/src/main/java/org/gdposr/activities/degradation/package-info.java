/** Activities of the degradation stage. */
@NullMarked
package org.gdposr.activities.degradation;

import org.jspecify.annotations.NullMarked;
