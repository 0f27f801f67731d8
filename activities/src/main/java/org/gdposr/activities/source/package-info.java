/** Source images: survey, upload and local copies. */
@NullMarked
package org.gdposr.activities.source;

import org.jspecify.annotations.NullMarked;
