package org.gdposr.cli.architecture.violations.model.alpha;

import org.gdposr.cli.architecture.violations.model.beta.ModelBeta;

/** One half of a cycle. */
public final class ModelAlpha {
  private ModelAlpha() {}

  static Class<?> violation() {
    return ModelBeta.class;
  }
}
