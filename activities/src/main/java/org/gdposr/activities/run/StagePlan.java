package org.gdposr.activities.run;

import java.util.Optional;
import org.gdposr.model.Stage;

/**
 * What a run will do for a stage.
 *
 * @param stage the stage
 * @param cached whether its result is published
 * @param stageKey the stage key, as far as the stage's inputs are known
 * @param reason why, for people
 * @param chunks number of chunks
 */
public record StagePlan(
    Stage stage, boolean cached, Optional<String> stageKey, String reason, int chunks) {}
