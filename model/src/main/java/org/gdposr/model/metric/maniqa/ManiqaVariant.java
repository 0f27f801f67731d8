package org.gdposr.model.metric.maniqa;

/** What MANIQA was trained on; scores of different variants cannot be compared. */
public enum ManiqaVariant {
  /** PIPAL; the variant that OSEDiff's published tables fit. */
  PIPAL(ManiqaVariant.PIPAL_FILE, 0.13),
  /** KonIQ-10k; pyiqa's default. */
  KONIQ(ManiqaVariant.KONIQ_FILE, 0.8);

  /** The official weights of {@link #PIPAL}. */
  public static final String PIPAL_FILE = "MANIQA_PIPAL-ae6d356b.pth";

  /** The official weights of {@link #KONIQ}. */
  public static final String KONIQ_FILE = "ckpt_koniq10k.pt";

  private final String file;
  private final double residualScale;

  ManiqaVariant(String file, double residualScale) {
    this.file = file;
    this.residualScale = residualScale;
  }

  /** Name of the weights as they are published. */
  public String file() {
    return file;
  }

  /** Factor of a Swin layer's result beside its shortcut. */
  double residualScale() {
    return residualScale;
  }
}
