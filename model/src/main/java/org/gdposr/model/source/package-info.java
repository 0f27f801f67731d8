/** Source images: folders of photographs or generated dead leaves. */
@NullMarked
package org.gdposr.model.source;

import org.jspecify.annotations.NullMarked;
