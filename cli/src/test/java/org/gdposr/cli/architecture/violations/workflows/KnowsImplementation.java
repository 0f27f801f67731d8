package org.gdposr.cli.architecture.violations.workflows;

import org.gdposr.cli.architecture.violations.activities.Implementation;

/** A workflow knows an activity's implementation. */
final class KnowsImplementation {
  private KnowsImplementation() {}

  static Object violation() {
    return new Implementation();
  }
}
