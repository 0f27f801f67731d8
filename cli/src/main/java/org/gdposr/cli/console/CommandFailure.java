package org.gdposr.cli.console;

/** A command cannot do what it was asked for: one line that says why, one that says what to do. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String next;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message names the thing
   * @param next the way out; may be empty
   */
  public CommandFailure(int exitCode, String message, String next) {
    super(message);
    this.exitCode = exitCode;
    this.next = next;
  }

  public int exitCode() {
    return exitCode;
  }

  public String next() {
    return next;
  }
}
