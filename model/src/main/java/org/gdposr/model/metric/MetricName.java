package org.gdposr.model.metric;

/** The metrics, with their direction and kind. */
public enum MetricName {
  PSNR(true, true),
  SSIM(true, true),
  NIQE(false, false);

  private final boolean usesReference;
  private final boolean higherIsBetter;

  MetricName(boolean usesReference, boolean higherIsBetter) {
    this.usesReference = usesReference;
    this.higherIsBetter = higherIsBetter;
  }

  /** Whether an image is compared with its HR image. */
  public boolean usesReference() {
    return usesReference;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
