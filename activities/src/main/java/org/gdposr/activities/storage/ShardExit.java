package org.gdposr.activities.storage;

import java.util.Optional;
import org.gdposr.activities.failure.FailureType;

/**
 * How a shard's process ended: written by it, last, at {@code claims/<claim path>.exit.json}, or
 * concluded by its runner where it could not.
 *
 * @param result what it did, if it finished
 * @param failure the class of its failure, if it failed; neither result nor failure: it stopped on
 *     request after a checkpoint
 * @param message what happened, for people; empty if it finished
 */
public record ShardExit(
    Optional<ShardResult> result, Optional<FailureType> failure, String message) {}
