/** Breaks rules on purpose. */
@NullMarked
package org.gdposr.cli.architecture.violations.activities;

import org.jspecify.annotations.NullMarked;
