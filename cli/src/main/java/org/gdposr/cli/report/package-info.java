/** A run's report: one page that needs nothing beside it, and its pictures as files. */
@NullMarked
package org.gdposr.cli.report;

import org.jspecify.annotations.NullMarked;
