/** Breaks rules on purpose. */
@NullMarked
package org.gdposr.cli.architecture.violations.model.beta;

import org.jspecify.annotations.NullMarked;
