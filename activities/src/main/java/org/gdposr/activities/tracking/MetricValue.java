package org.gdposr.activities.tracking;

/**
 * A metric at a step.
 *
 * @param name metric: {@code loss}
 * @param step training step, from 1
 * @param value may be NaN or infinite
 * @param timestampMillis epoch milliseconds at which it was computed
 */
public record MetricValue(String name, long step, double value, long timestampMillis) {}
