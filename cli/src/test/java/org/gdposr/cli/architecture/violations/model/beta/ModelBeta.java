package org.gdposr.cli.architecture.violations.model.beta;

import org.gdposr.cli.architecture.violations.model.alpha.ModelAlpha;

/** The other half. */
public final class ModelBeta {
  private ModelBeta() {}

  static Class<?> violation() {
    return ModelAlpha.class;
  }
}
