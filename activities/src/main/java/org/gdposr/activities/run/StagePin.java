package org.gdposr.activities.run;

import org.gdposr.model.Stage;

/**
 * The published result that a run uses for a stage, at {@code
 * runs/<runId>/stages/<stage>/<n>.json}; the highest n counts.
 *
 * @param stage the stage
 * @param stageKey the stage key
 * @param generation the manifest's generation
 * @param manifestSha256 of the manifest object
 * @param outputSha256 of the results, {@link org.gdposr.activities.storage.Manifest#outputSha256()}
 * @param how how the run came by it
 * @param seconds from the stage's begin to its pin
 * @param at ISO-8601 instant
 */
public record StagePin(
    Stage stage,
    String stageKey,
    int generation,
    String manifestSha256,
    String outputSha256,
    How how,
    double seconds,
    String at) {
  /** How a run came by a stage's result. */
  public enum How {
    /** It was published already. */
    CACHED,
    /** Made from earlier chunks or a checkpoint. */
    RESUMED,
    /** Made from the beginning. */
    RAN
  }
}
