/** The S3 store: content-addressed objects, create-once manifests, checkpoints and claims. */
@NullMarked
package org.gdposr.activities.storage;

import org.jspecify.annotations.NullMarked;
