package org.gdposr.activities.run;

import org.gdposr.model.Check;

/**
 * Where a run is tracked.
 *
 * @param uri MLflow's address; empty: the environment's MLFLOW_TRACKING_URI, and where that is
 *     unset too, records wait in the outbox
 * @param experiment MLflow experiment
 */
public record TrackingSpec(String uri, String experiment) {
  public TrackingSpec {
    Check.that(
        uri.isEmpty() || uri.startsWith("http://") || uri.startsWith("https://"),
        "tracking.uri",
        uri,
        "empty, http://… or https://…");
    Check.that(!experiment.isBlank(), "tracking.experiment", experiment, "not blank");
  }
}
