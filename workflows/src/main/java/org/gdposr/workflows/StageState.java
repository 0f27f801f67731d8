package org.gdposr.workflows;

import java.util.Locale;
import org.gdposr.activities.run.StagePin;

/** State of a stage in a run, as the command line says it. */
public enum StageState {
  /** Not begun, or stopped by a cancel. */
  PENDING,
  RUNNING,
  /** Its result was published already. */
  CACHED,
  /** Made from earlier chunks or a checkpoint. */
  RESUMED,
  /** Made from the beginning. */
  RAN,
  FAILED;

  /** State of a stage whose result is pinned. */
  public static StageState of(StagePin.How how) {
    return switch (how) {
      case CACHED -> CACHED;
      case RESUMED -> RESUMED;
      case RAN -> RAN;
    };
  }

  /** Lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
