package org.gdposr.cli.architecture.violations.model;

import org.gdposr.cli.architecture.violations.activities.Implementation;

/** The model knows what is above it. */
public final class KnowsActivities {
  private KnowsActivities() {}

  static Object violation() {
    return new Implementation();
  }
}
