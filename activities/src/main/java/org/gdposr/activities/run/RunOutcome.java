package org.gdposr.activities.run;

import java.util.Optional;
import org.gdposr.activities.failure.FailureType;

/**
 * How a run stands, overwritten at {@code runs/<runId>/outcome.json}.
 *
 * @param state RUNNING from each start to its end
 * @param error why it failed
 * @param at ISO-8601 instant
 */
public record RunOutcome(RunState state, Optional<Error> error, String at) {
  /**
   * A failure for people and scripts.
   *
   * @param type its class
   * @param stage word of the stage it happened in; empty for the run as a whole
   * @param message names the thing
   * @param next the way out
   */
  public record Error(FailureType type, String stage, String message, String next) {}
}
