package org.gdposr.activities.tracking;

import java.util.List;

/**
 * Metrics that a process published together with the checkpoint that covers them: no later process
 * computes their steps again, unless that checkpoint is lost.
 *
 * @param fence of the process's claim
 * @param coveredStep the checkpoint's step
 * @param values in the order in which they were recorded
 */
public record MetricSegment(int fence, long coveredStep, List<MetricValue> values) {
  public MetricSegment {
    values = List.copyOf(values);
  }
}
