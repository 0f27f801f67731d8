package org.gdposr.activities.run;

import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.Check;
import org.gdposr.model.Stage;

/**
 * How a run is executed: nothing in it changes a result, so nothing of it is in a stage key.
 *
 * @param shards processes per fanned-out stage, by the stage's word; 1 where none is named
 * @param checkpointSteps optimizer steps between checkpoints
 * @param keepCheckpoints newest checkpoints kept per training
 * @param progressSeconds seconds between progress objects
 * @param stallSeconds seconds without a step after which a stage counts as stalled
 * @param memoryMegabytes Java heap of a stage process; tensors live outside it
 */
public record ExecutionSpec(
    Map<String, Integer> shards,
    int checkpointSteps,
    int keepCheckpoints,
    int progressSeconds,
    int stallSeconds,
    int memoryMegabytes) {
  public ExecutionSpec {
    shards = new TreeMap<>(shards);
    shards.forEach(
        (word, count) -> {
          Check.that(
              Stage.ofWord(word).fansOut(),
              "execution.shards." + word,
              count,
              "only for degradation, rollout, arf and benchmark");
          Check.that(count >= 1, "execution.shards." + word, count, ">= 1");
        });
    Check.that(checkpointSteps >= 1, "execution.checkpointSteps", checkpointSteps, ">= 1");
    Check.that(keepCheckpoints >= 1, "execution.keepCheckpoints", keepCheckpoints, ">= 1");
    Check.that(progressSeconds >= 1, "execution.progressSeconds", progressSeconds, ">= 1");
    Check.that(stallSeconds >= 60, "execution.stallSeconds", stallSeconds, ">= 60");
    Check.that(memoryMegabytes >= 64, "execution.memoryMegabytes", memoryMegabytes, ">= 64");
  }

  /** Processes of a stage. */
  public int shardsOf(Stage stage) {
    return shards.getOrDefault(stage.word(), 1);
  }
}
