package org.gdposr.activities.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** For tests: a failure that must happen. */
public final class ExpectedFailure {
  private ExpectedFailure() {}

  /** The message of the failure of this class that the call throws. */
  public static String message(FailureType type, Executable call) {
    StageFailure failure = assertThrows(StageFailure.class, call);
    assertEquals(type, failure.type(), failure.toString());
    return String.valueOf(failure.getMessage());
  }
}
