/** Breaks rules on purpose. */
@NullMarked
package org.gdposr.cli.architecture.violations.activities.alpha;

import org.jspecify.annotations.NullMarked;
