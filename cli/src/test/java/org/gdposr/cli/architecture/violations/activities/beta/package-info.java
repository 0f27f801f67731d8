/** Breaks rules on purpose. */
@NullMarked
package org.gdposr.cli.architecture.violations.activities.beta;

import org.jspecify.annotations.NullMarked;
