package org.gdposr.cli.run;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.gdposr.activities.storage.Progress;

/**
 * How far the processes of a stage are, together.
 *
 * @param phase what is being done
 * @param chunksDone finished chunks
 * @param chunks all chunks
 * @param step finished steps or items of the phase
 * @param steps all steps or items of the phase
 * @param rate steps per second, 0 while unknown
 * @param metrics last value of each metric
 */
public record StageProgress(
    String phase,
    int chunksDone,
    int chunks,
    long step,
    long steps,
    double rate,
    Map<String, Double> metrics) {
  public StageProgress {
    metrics = new TreeMap<>(metrics);
  }

  /** The shards' progress as one; the first shard that is not done yet names the phase. */
  static StageProgress of(List<Progress> shards) {
    Progress shown =
        shards.stream()
            .filter(shard -> shard.chunksDone() < shard.chunks())
            .findFirst()
            .orElse(shards.get(0));
    List<Progress> same =
        shards.stream().filter(shard -> shard.phase().equals(shown.phase())).toList();
    return new StageProgress(
        shown.phase(),
        shards.stream().mapToInt(Progress::chunksDone).sum(),
        shards.stream().mapToInt(Progress::chunks).sum(),
        same.stream().mapToLong(Progress::step).sum(),
        same.stream().mapToLong(Progress::steps).sum(),
        same.stream().mapToDouble(Progress::rate).sum(),
        shown.metrics());
  }

  /** Whether chunks, rather than steps, tell how far the stage is. */
  public boolean byChunks() {
    return chunks > 1;
  }

  public long done() {
    return byChunks() ? chunksDone : step;
  }

  public long all() {
    return byChunks() ? chunks : steps;
  }

  /** In [0, 1]. */
  public double share() {
    return all() == 0 ? 0 : Math.min(1, (double) done() / all());
  }

  /** Seconds until the phase's last step at the present rate. */
  public OptionalDouble secondsLeft() {
    return rate > 0 && steps > step && !byChunks()
        ? OptionalDouble.of((steps - step) / rate)
        : OptionalDouble.empty();
  }
}
