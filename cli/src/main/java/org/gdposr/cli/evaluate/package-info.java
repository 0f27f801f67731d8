/** {@code gdpo evaluate}: any method's images scored, summarised, compared and shown. */
@NullMarked
package org.gdposr.cli.evaluate;

import org.jspecify.annotations.NullMarked;
