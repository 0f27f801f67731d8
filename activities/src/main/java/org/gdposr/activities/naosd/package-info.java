/** Activities of the naosd stage. */
@NullMarked
package org.gdposr.activities.naosd;

import org.jspecify.annotations.NullMarked;
