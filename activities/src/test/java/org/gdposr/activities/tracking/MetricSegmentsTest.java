package org.gdposr.activities.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.MemoryObjectStore;
import org.gdposr.activities.storage.StoreLayout;
import org.junit.jupiter.api.Test;

class MetricSegmentsTest {
  private static final String STAGE_KEY = "ab".repeat(32);

  private final MemoryObjectStore objects = new MemoryObjectStore();

  @Test
  void aSegmentHoldsWhatWasRecordedSinceTheOneBefore() {
    MetricSegments segments = new MetricSegments(objects, STAGE_KEY, 1, 3);
    segments.record("loss", 1, 0.5, 1_000);
    segments.record("loss", 2, 0.25, 2_000);
    segments.publish(2);
    segments.record("loss", 3, 0.125, 3_000);
    segments.publish(3);
    segments.publish(4);

    assertEquals(
        List.of(
            new MetricSegment(
                3,
                2,
                List.of(
                    new MetricValue("loss", 1, 0.5, 1_000),
                    new MetricValue("loss", 2, 0.25, 2_000))),
            new MetricSegment(3, 3, List.of(new MetricValue("loss", 3, 0.125, 3_000)))),
        stored());
  }

  @Test
  void valuesThatAreNoNumbersSurvive() {
    MetricSegments segments = new MetricSegments(objects, STAGE_KEY, 1, 1);
    segments.record("a", 1, Double.NaN, 0);
    segments.record("b", 1, Double.POSITIVE_INFINITY, 0);
    segments.publish(1);

    List<MetricValue> values = stored().get(0).values();
    assertTrue(Double.isNaN(values.get(0).value()));
    assertEquals(Double.POSITIVE_INFINITY, values.get(1).value());
  }

  @Test
  void shardsWithTheSameFenceAndStepKeepTheirOwnSegments() {
    for (int shard = 0; shard < 2; shard++) {
      MetricSegments segments = new MetricSegments(objects, STAGE_KEY, 1, 1);
      segments.record("score", shard, 0.5, 0);
      segments.publish(1);
    }

    assertEquals(2, stored().size());
  }

  @Test
  void aStoreThatIsAwayLosesNothing() {
    List<String> calls = new ArrayList<>();
    MetricSegments segments =
        new MetricSegments(
            new ForwardingObjectStore(objects) {
              @Override
              public boolean createOnce(String key, byte[] content) {
                calls.add(key);
                if (calls.size() == 1) {
                  throw new StageFailure(FailureType.INFRASTRUCTURE, "store: away");
                }
                return super.createOnce(key, content);
              }
            },
            STAGE_KEY,
            1,
            1);
    segments.record("loss", 1, 0.5, 0);

    assertThrows(StageFailure.class, () -> segments.publish(1));
    segments.publish(1);

    assertEquals(1, stored().get(0).values().size());
  }

  private List<MetricSegment> stored() {
    return objects.list(StoreLayout.outbox(STAGE_KEY, 1)).stream()
        .map(key -> Json.read(objects.find(key).orElseThrow(), MetricSegment.class))
        .toList();
  }
}
