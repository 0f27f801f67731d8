package org.gdposr.model.benchmark;

import java.util.Locale;

/** What a run itself offers for comparison. */
public enum BenchmarkModel {
  /** Bicubic enlargement, no model. */
  BICUBIC,
  /** The networks as they were initialised; only of a base that is trained from scratch. */
  UNTRAINED,
  /** The base before NAOSD. */
  BASE,
  /** The one-step model before GDPO. */
  NAOSD,
  /** The policy. */
  GDPO;

  /** As tables spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
