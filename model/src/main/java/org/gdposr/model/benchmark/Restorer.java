package org.gdposr.model.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.gdposr.model.image.ImageTensors;
import org.gdposr.model.image.Picture;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;

/** One-step restoration of test images with seeded noise. */
final class Restorer {
  private final NDManager manager;
  private final long seed;
  private final BenchmarkSpec spec;
  private final NaosdModel model;

  Restorer(NDManager manager, long seed, BenchmarkSpec spec, NaosdModel model) {
    this.manager = manager;
    this.seed = seed;
    this.spec = spec;
    this.model = model;
  }

  /** Restores under one of the noise seeds; every model sees the same noise. */
  RgbImage restore(TestImage image, int noiseSeed) {
    RgbImage input = image.bicubic();
    Shape shape = model.latentShape(1, input.height(), input.width());
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray posterior =
          Noise.of(manager, shape, seed, Purpose.BENCHMARK_POSTERIOR, image.item(), noiseSeed);
      NDArray noise =
          Noise.of(manager, shape, seed, Purpose.BENCHMARK_NOISE, image.item(), noiseSeed);
      NDArray latents = model.encode(ImageTensors.signed(manager, List.of(input)), posterior);
      NDArray restored =
          model.restore(latents, noise, spec.noiseTimestep(), spec.denoiseTimestep());
      RgbImage result = ImageTensors.images(restored).get(0);
      return spec.colourFix().apply(Picture.of(result), input).rgb();
    }
  }
}
