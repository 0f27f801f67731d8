package org.gdposr.activities.tracking;

/**
 * How much of a run its tracker has.
 *
 * @param configured whether a tracker is set at all
 * @param delivered records that it has
 * @param queued records that wait
 */
public record TrackingState(boolean configured, int delivered, int queued) {}
