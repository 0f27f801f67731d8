package org.gdposr.workflows;

import java.util.List;
import org.gdposr.activities.storage.ShardTask;

/**
 * The shards of a stage that are still to be run.
 *
 * @param shards tasks in order, all of one stage
 * @param inFlight most shards at a time
 * @param perRun shards after which the workflow continues as new, which bounds its history
 * @param done shards finished by earlier runs of the chain
 * @param resumed whether one of those reused earlier work
 */
public record ShardsInput(
    List<ShardTask> shards, int inFlight, int perRun, int done, boolean resumed) {
  public ShardsInput {
    shards = List.copyOf(shards);
    if (shards.isEmpty() || inFlight < 1 || perRun < 1) {
      throw new IllegalArgumentException(
          "shards: %d, inFlight: %d, perRun: %d (expected: each >= 1)"
              .formatted(shards.size(), inFlight, perRun));
    }
  }

  /** The shards of this run of the chain. */
  List<ShardTask> now() {
    return shards.subList(0, Math.min(perRun, shards.size()));
  }

  /** The shards of the next runs of the chain. */
  List<ShardTask> later() {
    return shards.subList(now().size(), shards.size());
  }
}
