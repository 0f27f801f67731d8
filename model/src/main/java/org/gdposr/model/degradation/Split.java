package org.gdposr.model.degradation;

import java.util.Locale;

/** What LR images are made for. */
public enum Split {
  /** NAOSD's training. */
  TRAIN,
  /** Rollout's groups. */
  PREFERENCE,
  /** The benchmark: centre crops of the held-out images. */
  HELD_OUT;

  /** Folder of the split's files. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT).replace("_", "-");
  }
}
