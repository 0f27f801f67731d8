package org.gdposr.model;

/** The computation ended because its host asked it to; it can be continued. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoppedException() {
    super("stopped on request");
  }
}
