package org.gdposr.activities.storage;

import org.gdposr.model.Stage;

/**
 * A run of chunks of one stage, given to one process. It is a reference: the process reads config
 * and inputs from the run's record.
 *
 * @param runId the run
 * @param stage the stage
 * @param stageKey the stage key
 * @param generation of the manifest to be published
 * @param firstChunk index of the first chunk
 * @param endChunk index after the last chunk
 */
public record ShardTask(
    String runId, Stage stage, String stageKey, int generation, int firstChunk, int endChunk) {
  public ShardTask {
    if (firstChunk < 0 || endChunk <= firstChunk) {
      throw new IllegalArgumentException(
          "chunks: " + firstChunk + "…" + endChunk + " (expected: 0 <= first < end)");
    }
  }

  /** Name of the shard, by its chunks: {@code 00000-00004}. */
  public String shard() {
    return "%05d-%05d".formatted(firstChunk, endChunk);
  }
}
