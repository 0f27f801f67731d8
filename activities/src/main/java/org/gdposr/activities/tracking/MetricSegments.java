package org.gdposr.activities.tracking;

import java.util.ArrayList;
import java.util.List;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.ObjectStore;
import org.gdposr.activities.storage.StoreLayout;

/**
 * The outbox as a stage's process fills it: values wait in memory until a checkpoint covers them.
 * Objects are {@code outbox/<stageKey>/<generation>/<fence>-<covered step>-<digest>.json}, each
 * created once; sorted by key, they are in the order in which they were published.
 */
public final class MetricSegments {
  /** Keeps a segment under the store's limit for objects that are created once. */
  private static final int LONGEST = 20_000;

  private static final int DIGEST_DIGITS = 12;

  private final ObjectStore objects;
  private final String stageKey;
  private final int generation;
  private final int fence;
  private final List<MetricValue> waiting = new ArrayList<>();

  public MetricSegments(ObjectStore objects, String stageKey, int generation, int fence) {
    this.objects = objects;
    this.stageKey = stageKey;
    this.generation = generation;
    this.fence = fence;
  }

  /**
   * Keeps a value until the next {@link #publish}.
   *
   * @param timestampMillis epoch milliseconds at which it was computed
   */
  public synchronized void record(String name, long step, double value, long timestampMillis) {
    waiting.add(new MetricValue(name, step, value, timestampMillis));
  }

  /**
   * Publishes what was recorded since the last call; nothing where that is nothing. If the store
   * fails, the values wait for the next call.
   *
   * @param coveredStep step of the checkpoint that was published just before
   */
  public synchronized void publish(long coveredStep) {
    while (!waiting.isEmpty()) {
      List<MetricValue> part = waiting.subList(0, Math.min(LONGEST, waiting.size()));
      MetricSegment segment = new MetricSegment(fence, coveredStep, part);
      objects.createOnce(key(segment), Json.write(segment));
      part.clear();
    }
  }

  /** The digest keeps shards of one stage, which may share fence and step, apart. */
  private String key(MetricSegment segment) {
    return StoreLayout.outbox(stageKey, generation)
        + "%s-%012d-%s.json"
            .formatted(
                Claim.fence(fence),
                segment.coveredStep(),
                Json.sha256(segment).substring(0, DIGEST_DIGITS));
  }
}
