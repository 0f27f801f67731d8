/** Activities of the arf stage. */
@NullMarked
package org.gdposr.activities.arf;

import org.jspecify.annotations.NullMarked;
