package org.gdposr.cli.architecture.violations.workflows;

import java.util.HashMap;
import java.util.Map;

/** A workflow keeps a map whose order may change. */
final class KeepsHashMap {
  private KeepsHashMap() {}

  static Map<Object, Object> violation() {
    return new HashMap<>();
  }
}
