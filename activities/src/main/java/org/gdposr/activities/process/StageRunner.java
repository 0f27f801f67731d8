package org.gdposr.activities.process;

import java.time.Duration;
import java.util.Optional;
import org.gdposr.activities.storage.Progress;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardTask;

/** Port: runs shards as processes of their own. */
public interface StageRunner {
  /**
   * Starts the shard's process under a new claim, or adopts the one that the newest claim names if
   * it is alive or has finished.
   */
  RunningShard start(ShardTask task);

  /** A shard's process. */
  interface RunningShard {
    /**
     * Waits for its end at most this long.
     *
     * @return how it ended, or empty while it runs
     */
    Optional<ShardExit> await(Duration patience) throws InterruptedException;

    /** Its newest progress, if it has written any. */
    Optional<Progress> progress();

    /** Asks it to save a checkpoint and end; kills it after the grace period. */
    ShardExit stop(Duration grace) throws InterruptedException;
  }
}
