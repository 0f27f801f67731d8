/** Activities of the gdpo stage. */
@NullMarked
package org.gdposr.activities.gdpo;

import org.jspecify.annotations.NullMarked;
