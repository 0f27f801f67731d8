package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gdposr.model.Parity;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.TensorSource;

/**
 * Compares the tagger at its published width with the file that {@code ram_reference.py
 * --swin-large} writes: too large for the build, run by hand.
 */
public final class SwinLargeCheck {
  private static final RamConfig CONFIG = RamConfig.swinLarge();

  private SwinLargeCheck() {}

  public static void main(String[] args) {
    Map<String, Safetensors.Tensor> expected = Safetensors.readRaw(Path.of(args[0]));
    check(expected, "plain", Optional.empty());
    check(expected, "dape", Optional.of(new RandomWeights(RamLayout.dapeFile(CONFIG))));
  }

  private static void check(
      Map<String, Safetensors.Tensor> expected, String name, Optional<TensorSource> dape) {
    List<String> names = IntStream.range(0, CONFIG.tags()).mapToObj(Integer::toString).toList();
    try (NDManager manager = Torch.start(1)) {
      Tagger tagger =
          Tagger.of(
              manager,
              CONFIG,
              new RandomWeights(RamLayout.ramFile(CONFIG)),
              dape,
              names,
              tensor(expected, "thresholds").floats());
      Safetensors.Tensor prepared = tensor(expected, "prepared");
      NDArray input = Torch.tensor(manager, prepared.floats(), new Shape(prepared.shape()));
      double error =
          Parity.relativeError(
              tensor(expected, name).floats(), tagger.logits(input).toFloatArray());
      Safetensors.Tensor rgb = tensor(expected, "rgb");
      RgbImage image = new RgbImage((int) rgb.shape()[1], (int) rgb.shape()[0], rgb.bytes());
      List<String> tags =
          Arrays.stream(tensor(expected, name + ".tags").longs()).mapToObj(Long::toString).toList();
      long start = System.nanoTime();
      boolean equal = tags.equals(tagger.tags(image));
      System.out.printf(
          "%s: relative error %.2g, %d tags, equal: %b, %.2f s an image%n",
          name, error, tags.size(), equal, (System.nanoTime() - start) * 1e-9);
    }
  }

  private static Safetensors.Tensor tensor(Map<String, Safetensors.Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }
}
