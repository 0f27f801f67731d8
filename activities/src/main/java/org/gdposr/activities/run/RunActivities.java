package org.gdposr.activities.run;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.gdposr.model.Stage;

/**
 * Bookkeeping of a run, on the control queue. Every method is idempotent: it reads the store and
 * writes only what is missing.
 *
 * <p>Failures: INFRASTRUCTURE (retryable) when the store is away; CONFIG and DATA (not retryable)
 * for a config or source images that cannot be used.
 */
@ActivityInterface
public interface RunActivities {
  /**
   * Surveys and uploads the source images if that was not done, and marks the run as running.
   * Heartbeats while it works.
   *
   * @return the run's stages in order
   */
  List<Stage> plan(String runId);

  /**
   * Finds the stage's published result and pins it to the run, or says which shards are to be made.
   */
  StageStart begin(String runId, Stage stage);

  /**
   * Publishes the stage's manifest from its finished chunks and pins it to the run. A second call
   * finds the pin and returns it.
   *
   * @param resumed whether a shard reused chunks or a checkpoint
   */
  StagePin publish(StageStart start, boolean resumed);

  /** Writes how the run stands and hands its tracking records to the outbox's deliverer. */
  void finish(String runId, RunOutcome outcome);
}
