package org.gdposr.activities.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeliveredMetricsTest {
  @Test
  void theHighestFenceCountsWhileNothingWasDelivered() {
    List<MetricValue> missing =
        DeliveredMetrics.missing(List.of(), List.of(segment(2, 3, 5), segment(1, 1, 4)));

    assertEquals(List.of(1.001, 1.002, 2.003, 2.004, 2.005), values(missing));
  }

  @Test
  void aDeliveredStepIsNotSentAgain() {
    List<MetricValue> missing =
        DeliveredMetrics.missing(List.of(segment(1, 1, 4)), List.of(segment(2, 3, 6)));

    assertEquals(List.of(2.005, 2.006), values(missing));
  }

  private static MetricSegment segment(int fence, int firstStep, int lastStep) {
    return new MetricSegment(
        fence,
        lastStep,
        LongStream.rangeClosed(firstStep, lastStep)
            .mapToObj(step -> new MetricValue("loss", step, fence + step / 1000.0, step))
            .toList());
  }

  private static List<Double> values(List<MetricValue> metrics) {
    return metrics.stream().map(MetricValue::value).toList();
  }
}
