package org.gdposr.model.scoring;

import org.gdposr.model.image.RgbImage;

/** A metric of single images, with whatever weights it takes. */
@FunctionalInterface
public interface ImageScorer {
  /**
   * The raw score of an image.
   *
   * @param reference its HR image, of the same size; no-reference metrics ignore it
   * @throws org.gdposr.model.DataException for an image that the metric is not defined for
   */
  double score(RgbImage image, RgbImage reference);
}
