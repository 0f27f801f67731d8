package org.gdposr.activities.storage;

/**
 * What a shard's process did.
 *
 * @param chunksMade chunks computed
 * @param chunksReused chunks that were published before
 * @param resumedAtStep step of the checkpoint it went on from, 0 if none
 * @param seconds wall clock of the process
 */
public record ShardResult(int chunksMade, int chunksReused, long resumedAtStep, double seconds) {
  /** Whether earlier work was reused. */
  public boolean resumed() {
    return chunksReused > 0 || resumedAtStep > 0;
  }
}
