package org.gdposr.model.degradation;

import java.util.List;
import org.gdposr.model.Check;

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

  /** Checks each value; {@code name} is the order's place in the configuration. */
  void check(String name) {
    checkRange(name + ".blurSigma", blurSigma, 0.01, 100);
    checkChance(name + ".sincProbability", sincProbability);
    double sum = resizeProbability.stream().mapToDouble(chance -> chance).sum();
    Check.that(
        resizeProbability.size() == 3
            && resizeProbability.stream().allMatch(chance -> chance >= 0)
            && Math.abs(sum - 1) < 1e-6,
        name + ".resizeProbability",
        resizeProbability,
        "three chances that sum to 1");
    checkRange(name + ".resizeRange", resizeRange, 0.05, 4);
    Check.that(
        resizeRange.get(0) <= 1 && resizeRange.get(1) >= 1,
        name + ".resizeRange",
        resizeRange,
        "1 within it");
    checkChance(name + ".gaussianProbability", gaussianProbability);
    checkRange(name + ".noiseRange", noiseRange, 0, 255);
    checkRange(name + ".poissonRange", poissonRange, 0, 100);
    checkChance(name + ".greyProbability", greyProbability);
    checkRange(name + ".jpegRange", jpegRange, 1, 100);
  }

  private static void checkChance(String name, double chance) {
    Check.that(chance >= 0 && chance <= 1, name, chance, "in [0, 1]");
  }

  private static void checkRange(String name, List<Double> range, double low, double high) {
    Check.that(
        range.size() == 2
            && range.get(0) >= low
            && range.get(0) <= range.get(1)
            && range.get(1) <= high,
        name,
        range,
        "[low, high] with " + low + " <= low <= high <= " + high);
  }
}
