package org.gdposr.activities.run;

import java.util.Locale;

/** State of a run, as the command line says it. */
public enum RunState {
  RUNNING,
  PAUSED,
  WAITING,
  DONE,
  FAILED,
  CANCELLED;

  /** Lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
