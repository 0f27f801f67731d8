package org.gdposr.cli.architecture.violations.activities.beta;

import org.gdposr.cli.architecture.violations.activities.alpha.ActivitiesAlpha;

/** The other half. */
public final class ActivitiesBeta {
  private ActivitiesBeta() {}

  static Class<?> violation() {
    return ActivitiesAlpha.class;
  }
}
