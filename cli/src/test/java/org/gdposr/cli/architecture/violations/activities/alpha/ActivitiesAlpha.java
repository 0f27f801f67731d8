package org.gdposr.cli.architecture.violations.activities.alpha;

import org.gdposr.cli.architecture.violations.activities.beta.ActivitiesBeta;

/** One half of a cycle. */
public final class ActivitiesAlpha {
  private ActivitiesAlpha() {}

  static Class<?> violation() {
    return ActivitiesBeta.class;
  }
}
