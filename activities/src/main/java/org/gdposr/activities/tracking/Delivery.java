package org.gdposr.activities.tracking;

/**
 * What a delivery did.
 *
 * @param delivered records delivered by it
 * @param queued records that still wait
 * @param reason why they wait; empty if none does
 */
public record Delivery(int delivered, int queued, String reason) {}
