package org.gdposr.activities.process;

import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.Claim;
import org.gdposr.activities.storage.Claims;

/** Keeps a process from publishing once another has taken over its shard. */
final class Fence {
  private final Claims claims;
  private final Claim claim;

  Fence(Claims claims, Claim claim) {
    this.claims = claims;
    this.claim = claim;
  }

  /**
   * @throws StageFailure PREEMPTED if the claim is no longer the newest
   */
  void check() {
    if (!claims.isNewest(claim)) {
      throw new StageFailure(
          FailureType.PREEMPTED,
          "claim " + claim.path() + " is no longer the newest: another process took over");
    }
  }
}
