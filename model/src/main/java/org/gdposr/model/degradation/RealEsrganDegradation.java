package org.gdposr.model.degradation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.gdposr.model.Check;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.random.RandomStream;

/**
 * Real-ESRGAN's second-order degradation (Wang et al. 2021) without sharpening. Every random number
 * comes from the given stream, so an image's degradation is a function of its pixels, the spec and
 * the stream's key.
 */
public final class RealEsrganDegradation {
  private static final int ENLARGE = 0;
  private static final int SHRINK = 1;

  private final RealEsrganSpec spec;
  private final RandomStream random;
  private NDArray image; // (1, 3, H, W)

  private RealEsrganDegradation(RealEsrganSpec spec, RandomStream random, NDArray image) {
    this.spec = spec;
    this.random = random;
    this.image = image;
  }

  /**
   * Degrades an HR crop.
   *
   * @param manager where the engine's tensors live while this runs; none is left
   * @param hr a crop of {@code spec.cropSize()} a side
   * @return its LR image, of {@code cropSize / scale} a side
   */
  public static LrImage degrade(
      NDManager manager, RgbImage hr, DegradationSpec spec, RandomStream random) {
    Check.that(
        hr.width() == spec.cropSize() && hr.height() == spec.cropSize(),
        "hr",
        hr,
        "degradation.cropSize = " + spec.cropSize());
    int side = spec.cropSize() / spec.scale();
    try (NDManager own = manager.newSubManager()) {
      NDArray image = own.create(hr.planes(), new Shape(1, 3, hr.height(), hr.width()));
      RealEsrganDegradation degradation =
          new RealEsrganDegradation(spec.realEsrgan(), random, image);
      degradation.firstOrder();
      degradation.secondOrder(side);
      degradation.finish(side);
      return new LrImage(side, side, degradation.image.toFloatArray(), degradation.mode());
    }
  }

  /**
   * The LR image at its HR image's size, rounded to 8 bits: what the networks see.
   *
   * @param side the HR image's side, pixels
   */
  public static RgbImage enlarge(NDManager manager, LrImage lr, int side) {
    try (NDManager own = manager.newSubManager()) {
      NDArray image = own.create(lr.planes(), new Shape(1, 3, lr.height(), lr.width()));
      NDArray large = DegradationOps.resize(image, lr.finalResize(), side, side);
      return RgbImage.ofPlanes(large.toFloatArray(), side, side);
    }
  }

  private void firstOrder() {
    DegradationOrder order = spec.first();
    replace(DegradationOps.filter(image, RandomKernels.blur(order, shorterSide(), random)));
    double factor = resizeFactor(order);
    ResizeMode mode = mode();
    if (factor != 1) {
      replace(DegradationOps.resizeBy(image, mode, factor));
    }
    addNoise(order);
    compress(order);
  }

  private void secondOrder(int side) {
    DegradationOrder order = spec.second();
    if (random.nextDouble() < spec.secondBlurProbability()) {
      replace(DegradationOps.filter(image, RandomKernels.blur(order, shorterSide(), random)));
    }
    int resized = Math.max(1, (int) (side * resizeFactor(order)));
    replace(DegradationOps.resize(image, mode(), resized, resized));
    addNoise(order);
  }

  /** Resize with sinc filter, and JPEG, in either order. */
  private void finish(int side) {
    boolean jpegLast = random.nextDouble() < 0.5;
    if (!jpegLast) {
      compress(spec.second());
    }
    replace(DegradationOps.resize(image, mode(), side, side));
    if (random.nextDouble() < spec.finalSincProbability()) {
      replace(DegradationOps.filter(image, RandomKernels.finalSinc(side, random)));
    }
    if (jpegLast) {
      compress(spec.second());
    }
  }

  private double resizeFactor(DegradationOrder order) {
    List<Double> range = order.resizeRange();
    return switch (RandomKernels.choice(order.resizeProbability(), random)) {
      case ENLARGE -> random.uniform(1, range.get(1));
      case SHRINK -> random.uniform(range.get(0), 1);
      default -> 1;
    };
  }

  private ResizeMode mode() {
    ResizeMode[] modes = ResizeMode.values();
    return modes[random.nextInt(modes.length)];
  }

  private void addNoise(DegradationOrder order) {
    float[] planes = image.toFloatArray();
    boolean gaussian = random.nextDouble() < order.gaussianProbability();
    double strength =
        RandomKernels.uniform(gaussian ? order.noiseRange() : order.poissonRange(), random);
    boolean grey = random.nextDouble() < order.greyProbability();
    if (gaussian && grey) {
      Noise.greyGaussian(planes, strength, random);
    } else if (gaussian) {
      Noise.gaussian(planes, strength, random);
    } else if (grey) {
      Noise.greyPoisson(planes, strength, random);
    } else {
      Noise.poisson(planes, strength, random);
    }
    replace(image.getManager().create(planes, image.getShape()));
  }

  private void compress(DegradationOrder order) {
    double quality = RandomKernels.uniform(order.jpegRange(), random);
    replace(DegradationOps.jpeg(image, quality));
  }

  private int shorterSide() {
    return (int) Math.min(image.getShape().get(2), image.getShape().get(3));
  }

  private void replace(NDArray next) {
    image.close();
    image = next;
  }
}
