/** Breaks rules on purpose. */
@NullMarked
package org.gdposr.cli.architecture.violations.model.alpha;

import org.jspecify.annotations.NullMarked;
