/** Tests of the workflows against hand-written activities. */
@NullMarked
package org.gdposr.workflows;

import org.jspecify.annotations.NullMarked;
