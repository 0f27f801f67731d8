package org.gdposr.cli.console;

/** The exit codes that scripts may rely on. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The run or a check failed. */
  public static final int FAILED = 1;

  /** Wrong usage or config. */
  public static final int USAGE = 2;

  /** Bad data or weights. */
  public static final int DATA = 3;

  /** A server cannot be reached. */
  public static final int SERVER = 4;

  /** Finished, with items skipped. */
  public static final int SKIPPED = 5;

  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
