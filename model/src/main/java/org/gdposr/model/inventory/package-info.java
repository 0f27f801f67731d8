/** What a folder of weights holds, and whether it is sound and complete. */
@NullMarked
package org.gdposr.model.inventory;

import org.jspecify.annotations.NullMarked;
