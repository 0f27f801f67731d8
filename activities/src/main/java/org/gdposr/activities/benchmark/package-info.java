/** Activities of the benchmark stage. */
@NullMarked
package org.gdposr.activities.benchmark;

import org.jspecify.annotations.NullMarked;
