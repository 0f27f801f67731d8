package org.gdposr.cli.run;

import java.util.Optional;
import org.gdposr.activities.run.StagePin;
import org.gdposr.model.Stage;
import org.gdposr.workflows.StageState;

/**
 * Where a stage of a run stands.
 *
 * @param stage the stage
 * @param state its state
 * @param seconds that its making took; 0 before its end
 * @param pin what the run uses as its result
 * @param progress how far its processes are, while it is being made
 */
public record StageLine(
    Stage stage,
    StageState state,
    double seconds,
    Optional<StagePin> pin,
    Optional<StageProgress> progress) {}
