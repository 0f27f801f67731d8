/** The method: the six stages as functions from specs and files to files. */
@NullMarked
package org.gdposr.model;

import org.jspecify.annotations.NullMarked;
