package org.gdposr.activities.storage;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a shard's process is, overwritten at {@code progress/<claim path>.json}; for people and
 * for the two clocks (sequence: is it alive, step: does it move).
 *
 * @param sequence grows with every write, from 1
 * @param phase what is being done
 * @param chunksDone finished chunks of the shard
 * @param chunks all chunks of the shard
 * @param step finished steps or items of the phase
 * @param steps all steps or items of the phase
 * @param rate steps per second of the phase, 0 while unknown
 * @param metrics last value of each metric: {@code loss}
 * @param at ISO-8601 instant of the write
 */
public record Progress(
    long sequence,
    String phase,
    int chunksDone,
    int chunks,
    long step,
    long steps,
    double rate,
    Map<String, Double> metrics,
    String at) {
  public Progress {
    metrics = new TreeMap<>(metrics);
  }
}
