package org.gdposr.model.degradation;

/** The resizes of the degradation, each as {@code torch.nn.functional.interpolate}. */
public enum ResizeMode {
  /** Means over the pixels that an output pixel covers. */
  AREA,
  /** Not antialiased, corners not aligned. */
  BILINEAR,
  /** a = −0.75, not antialiased, corners not aligned. */
  BICUBIC
}
