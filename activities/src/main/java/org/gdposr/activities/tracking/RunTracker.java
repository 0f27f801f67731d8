package org.gdposr.activities.tracking;

import java.nio.file.Path;
import java.util.List;
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

  /**
   * Attaches files to a run that was delivered, over those of the same names.
   *
   * @return why they could not be; empty if they are attached, or no tracker is set
   */
  String attach(String runId, List<Path> files);

  /** Address at which people see the run, once it was delivered. */
  Optional<String> runUrl(String runId);
}
