package org.gdposr.model.arf;

/** How full- and no-reference scores are weighted in the reward (Eq. 7, and Table 6's rows). */
public enum RegionWeighting {
  /** By the image's shares of smooth and detailed regions, ρ_s and ρ_d. */
  ADAPTIVE {
    @Override
    public double fullReferenceWeight(double detailRatio) {
      return 1 - detailRatio;
    }
  },
  /** One half each. */
  FIXED {
    @Override
    public double fullReferenceWeight(double detailRatio) {
      return 0.5;
    }
  },
  FULL_REFERENCE_ONLY {
    @Override
    public double fullReferenceWeight(double detailRatio) {
      return 1;
    }
  },
  NO_REFERENCE_ONLY {
    @Override
    public double fullReferenceWeight(double detailRatio) {
      return 0;
    }
  };

  /**
   * Weight of the full-reference mean; the no-reference mean has the rest.
   *
   * @param detailRatio ρ_d in [0, 1]
   */
  public abstract double fullReferenceWeight(double detailRatio);
}
