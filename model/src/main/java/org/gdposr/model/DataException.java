package org.gdposr.model;

/**
 * Images, weights or artifacts that cannot be used. The message names the thing and the way out.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
