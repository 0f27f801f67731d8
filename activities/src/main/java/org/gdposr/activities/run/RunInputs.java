package org.gdposr.activities.run;

import java.util.Optional;

/**
 * Digests of what a run reads from outside the store, created once at {@code
 * runs/<runId>/inputs.json}.
 *
 * @param source digest of the source images: {@code sources/<digest>.json}
 * @param base digest of the folder that {@code naosd.base} names, if it names one
 */
public record RunInputs(String source, Optional<String> base) {}
