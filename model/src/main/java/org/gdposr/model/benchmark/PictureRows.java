package org.gdposr.model.benchmark;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.model.Chunks;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/** Pictures of a part's images. */
final class PictureRows {
  private final Map<String, Tensor> pictures = new TreeMap<>();

  void add(int index, RgbImage picture) {
    pictures.put(
        Chunks.name(index),
        Tensor.ofBytes(new long[] {picture.height(), picture.width(), 3}, picture.rgb()));
  }

  /** An 8-bit tensor (H, W, 3) each, named by the image's number. */
  void write(Path file) {
    Safetensors.writeRaw(file, pictures, Map.of());
  }
}
