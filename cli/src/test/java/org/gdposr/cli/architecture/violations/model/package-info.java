/** Breaks rules on purpose. */
@NullMarked
package org.gdposr.cli.architecture.violations.model;

import org.jspecify.annotations.NullMarked;
