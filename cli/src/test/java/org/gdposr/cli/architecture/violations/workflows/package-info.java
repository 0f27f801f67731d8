/** Breaks rules on purpose. */
@NullMarked
package org.gdposr.cli.architecture.violations.workflows;

import org.jspecify.annotations.NullMarked;
