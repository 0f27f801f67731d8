package org.gdposr.activities.failure;

/**
 * Classes of failures. The name is the type of Temporal's ApplicationFailure; the workflow counts
 * per class.
 */
public enum FailureType {
  /** The config asks for what cannot be; never retried. */
  CONFIG(0, 2, "mend the config, then start a new run"),
  /** Images, weights or artifacts that cannot be used; never retried. */
  DATA(0, 3, "mend the named file, then resume"),
  /** A server or the network is away; Temporal retries without limit. */
  INFRASTRUCTURE(Integer.MAX_VALUE, 4, "check the named server, then resume"),
  /** The process was asked to leave by its host; started anew and not counted. */
  PREEMPTED(Integer.MAX_VALUE, 1, "resume"),
  /** Memory ran out. */
  OUT_OF_MEMORY(1, 1, "lower the batch or chunk size, or give the machine more memory"),
  /** The process lived but its work stood still. */
  STALLED(2, 1, "look at the logs, then resume"),
  /** The process ended without a word. */
  CRASHED(3, 1, "look at the logs, then resume"),
  /** No space left where the process works. */
  DISK_FULL(0, 1, "free space, then resume"),
  /** Anything else: a bug. */
  INTERNAL(0, 1, "report it with the logs");

  private final int retries;
  private final int exitCode;
  private final String next;

  FailureType(int retries, int exitCode, String next) {
    this.retries = retries;
    this.exitCode = exitCode;
    this.next = next;
  }

  /** How often the workflow schedules the shard anew after this failure. */
  public int retries() {
    return retries;
  }

  /** The command line's exit code when a run ends by it. */
  public int exitCode() {
    return exitCode;
  }

  /** What to do, for people. */
  public String next() {
    return next;
  }
}
