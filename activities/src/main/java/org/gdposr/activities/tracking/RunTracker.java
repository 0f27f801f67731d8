package org.gdposr.activities.tracking;

import java.util.Optional;

/**
 * Port: shows runs in an experiment tracker. Everything shown is derived from the store, so a
 * tracker that was away, or is new, gets all of it later; no call waits for long or throws, and
 * none is needed for a run to go on.
 */
public interface RunTracker {
  /**
   * Delivers what waits for this run. A second call delivers nothing twice.
   *
   * @return what was delivered and what still waits, with the reason
   */
  Delivery deliver(String runId);

  /** How much of a run was delivered; asks only the store. */
  TrackingState state(String runId);

  /** Address at which people see the run, once it was delivered. */
  Optional<String> runUrl(String runId);
}
