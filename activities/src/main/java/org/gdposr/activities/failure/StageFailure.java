package org.gdposr.activities.failure;

/** A failure with its class; the message names the thing and the way out. */
public final class StageFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureType type;

  public StageFailure(FailureType type, String message) {
    super(message);
    this.type = type;
  }

  public StageFailure(FailureType type, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  public FailureType type() {
    return type;
  }
}
