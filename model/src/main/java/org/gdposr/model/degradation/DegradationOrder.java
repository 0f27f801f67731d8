package org.gdposr.model.degradation;

import java.util.List;

/**
 * One order of the degradation: blur, resize, noise, JPEG. Ranges are [low, high].
 *
 * @param blurSigma range of the kernels' sigma, pixels
 * @param sincProbability chance of a sinc kernel
 * @param resizeProbability chances of enlarging, shrinking and keeping
 * @param resizeRange range of the scale factor
 * @param gaussianProbability chance of Gaussian rather than Poisson noise
 * @param noiseRange range of the Gaussian sigma, 8-bit levels
 * @param poissonRange range of the Poisson noise's scale
 * @param greyProbability chance of noise common to the channels
 * @param jpegRange range of the JPEG quality
 */
public record DegradationOrder(
    List<Double> blurSigma,
    double sincProbability,
    List<Double> resizeProbability,
    List<Double> resizeRange,
    double gaussianProbability,
    List<Double> noiseRange,
    List<Double> poissonRange,
    double greyProbability,
    List<Double> jpegRange) {
  public DegradationOrder {
    blurSigma = List.copyOf(blurSigma);
    resizeProbability = List.copyOf(resizeProbability);
    resizeRange = List.copyOf(resizeRange);
    noiseRange = List.copyOf(noiseRange);
    poissonRange = List.copyOf(poissonRange);
    jpegRange = List.copyOf(jpegRange);
  }
}
