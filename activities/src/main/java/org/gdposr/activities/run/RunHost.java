package org.gdposr.activities.run;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the bookkeeping of runs asks of the worker it runs in.
 *
 * @param provenance where and by what results are made: commit, engine, host; part of manifests, in
 *     no digest
 * @param clock the time
 * @param heartbeat tells Temporal that the activity lives; throws when it was cancelled
 * @param delivery hands a run's tracking records to the outbox's deliverer, by run id
 */
public record RunHost(
    Map<String, String> provenance,
    InstantSource clock,
    Runnable heartbeat,
    Consumer<String> delivery) {
  public RunHost {
    provenance = Map.copyOf(provenance);
  }
}
