/** What all pages that are written to disk share. */
@NullMarked
package org.gdposr.cli.page;

import org.jspecify.annotations.NullMarked;
