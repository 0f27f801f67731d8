package org.gdposr.workflows;

/**
 * What a stage's shards did.
 *
 * @param shards finished shards
 * @param resumed whether one of them reused earlier work
 */
public record ShardsResult(int shards, boolean resumed) {}
