/** Activities and everything that touches the world: store, stage processes, tracking. */
@NullMarked
package org.gdposr.activities;

import org.jspecify.annotations.NullMarked;
