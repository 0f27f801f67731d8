/** Stages as processes of their own: the port, the child-process runner and what runs inside. */
@NullMarked
package org.gdposr.activities.process;

import org.jspecify.annotations.NullMarked;
