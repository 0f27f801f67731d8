/** From YAML, presets and {@code --set} to a resolved config. */
@NullMarked
package org.gdposr.cli.config;

import org.jspecify.annotations.NullMarked;
