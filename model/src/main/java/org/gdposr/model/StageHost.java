package org.gdposr.model;

import java.nio.file.Path;
import java.util.Optional;

/** What a stage's computation asks of the process it runs in. */
public interface StageHost {
  /**
   * Says how far the work is, for people. Cheap enough for every step.
   *
   * @param phase what is being done, one or two words: {@code vae}, {@code unet}, {@code images}
   * @param step finished steps or items of this phase
   * @param steps all steps or items of this phase
   */
  void progress(String phase, long step, long steps);

  /**
   * Records a value of a training step for tracking. Repeating a step after a resume is harmless.
   *
   * @param name metric name: {@code loss}, {@code gradient_norm}
   * @param step training step, counted from 1
   */
  void metric(String name, long step, double value);

  /**
   * Does a piece of work and records the seconds it took as a metric, for people: they are no
   * result.
   *
   * @param name metric name: {@code restore_seconds}
   */
  void timed(String name, Runnable work);

  /** Folder of the newest usable checkpoint, as it was given to {@link #saveCheckpoint}. */
  Optional<Path> latestCheckpoint();

  /**
   * Whether a checkpoint should be saved after this step: by the configured interval, or because a
   * stop was asked for. The cadence changes no result.
   *
   * @param step steps finished since the stage's beginning, over all its phases
   */
  boolean checkpointDue(long step);

  /**
   * Publishes a checkpoint; its files may be read until this returns and are copied by then.
   *
   * @param step steps finished since the stage's beginning, over all its phases
   */
  void saveCheckpoint(long step, Path folder);

  /** Whether the computation shall end at the next opportunity by {@link StoppedException}. */
  boolean stopRequested();
}
