package org.gdposr.activities.run;

import java.util.List;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;

/**
 * What a stage has to do in a run.
 *
 * @param stage the stage
 * @param cached whether its result was published already and is pinned: nothing to do
 * @param shards otherwise its shards, one process each
 * @param startedAtMillis epoch milliseconds at which the stage began in this run
 */
public record StageStart(
    Stage stage, boolean cached, List<ShardTask> shards, long startedAtMillis) {
  public StageStart {
    shards = List.copyOf(shards);
  }
}
