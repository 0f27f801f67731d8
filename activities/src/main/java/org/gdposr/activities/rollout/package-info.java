/** Activities of the rollout stage. */
@NullMarked
package org.gdposr.activities.rollout;

import org.jspecify.annotations.NullMarked;
