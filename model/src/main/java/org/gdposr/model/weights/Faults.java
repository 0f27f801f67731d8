package org.gdposr.model.weights;

import java.util.List;

/** Lists of faults that stay readable. */
public final class Faults {
  private static final int SHOWN = 20;

  private Faults() {}

  /** The first twenty and the number of the others. */
  public static String joined(List<String> faults, String separator) {
    String shown = String.join(separator, faults.subList(0, Math.min(SHOWN, faults.size())));
    return faults.size() <= SHOWN
        ? shown
        : shown + separator + "and " + (faults.size() - SHOWN) + " more";
  }
}
