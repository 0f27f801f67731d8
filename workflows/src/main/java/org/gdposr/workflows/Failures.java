package org.gdposr.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import org.gdposr.activities.failure.FailureType;
import org.jspecify.annotations.Nullable;

/** Reads what an activity or a child workflow threw. */
final class Failures {
  private Failures() {}

  /** Whether it is a cancel rather than a failure. */
  static boolean isCancel(TemporalFailure failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CanceledFailure) {
        return true;
      }
    }
    return false;
  }

  /** Its class; INTERNAL for anything that names none. */
  static FailureType type(TemporalFailure failure) {
    ApplicationFailure application = application(failure);
    if (application != null) {
      for (FailureType type : FailureType.values()) {
        if (type.name().equals(application.getType())) {
          return type;
        }
      }
    }
    return FailureType.INTERNAL;
  }

  /** What happened, without the wrappers' words. */
  static String message(TemporalFailure failure) {
    ApplicationFailure application = application(failure);
    String message =
        application != null ? application.getOriginalMessage() : failure.getOriginalMessage();
    return message == null ? failure.toString() : message;
  }

  private static @Nullable ApplicationFailure application(TemporalFailure failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure application) {
        return application;
      }
    }
    return null;
  }
}
