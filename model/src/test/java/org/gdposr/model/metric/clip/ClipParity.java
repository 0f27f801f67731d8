package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * Compares with pyiqa in the official sizes: {@code src/test/python/metric_clip.py --full FOLDER}
 * writes what is read here. Usage: ClipParity FOLDER
 */
public final class ClipParity {
  private ClipParity() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    TensorSource images = TorchFile.open(folder.resolve("images.pth")).source();
    TensorSource blurred = TorchFile.open(folder.resolve("blurred.pth")).source();
    TensorSource scores = TorchFile.open(folder.resolve("scores.pth")).source();
    try (NDManager manager = Torch.start(1)) {
      ClipIqa metric = ClipIqa.load(manager, folder);
      for (String name : images.shapes().keySet()) {
        NDArray image = images.load(manager, name);
        compare(manager, scores, "clipiqa." + name, image, metric::score);
      }
    }
    try (NDManager manager = Torch.start(1)) {
      AFine metric = AFine.load(manager, folder);
      for (String name : images.shapes().keySet()) {
        NDArray hr = images.load(manager, name);
        NDArray sr = blurred.load(manager, name);
        compare(manager, scores, "afine." + name, sr, image -> metric.score(image, hr));
      }
    }
  }

  private static void compare(
      NDManager manager,
      TensorSource scores,
      String name,
      NDArray image,
      ToDoubleFunction<NDArray> metric) {
    long start = System.nanoTime();
    double score = metric.applyAsDouble(image);
    double seconds = (System.nanoTime() - start) / 1e9;
    double expected = scores.load(manager, name).getFloat(0);
    System.out.printf(
        Locale.ROOT,
        "%s %s: %.7f, pyiqa %.7f, relative error %.1e, %.2f s%n",
        name,
        image.getShape(),
        score,
        expected,
        Math.abs(score - expected) / Math.abs(expected),
        seconds);
  }
}
