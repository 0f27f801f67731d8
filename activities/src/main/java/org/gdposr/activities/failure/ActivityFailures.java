package org.gdposr.activities.failure;

import io.temporal.failure.ApplicationFailure;

/** Failures as Temporal carries them: the class is the type, the next step the first detail. */
public final class ActivityFailures {
  private ActivityFailures() {}

  /** Retryable for INFRASTRUCTURE alone; about every other class the workflow decides. */
  public static ApplicationFailure of(Throwable thrown) {
    if (thrown instanceof ApplicationFailure failure) {
      return failure;
    }
    StageFailure failure = Failures.of(thrown);
    FailureType type = failure.type();
    String message = String.valueOf(failure.getMessage());
    return type == FailureType.INFRASTRUCTURE
        ? ApplicationFailure.newFailureWithCause(message, type.name(), thrown, type.next())
        : ApplicationFailure.newNonRetryableFailureWithCause(
            message, type.name(), thrown, type.next());
  }
}
