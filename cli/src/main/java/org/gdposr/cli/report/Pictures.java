package org.gdposr.cli.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/** Pictures of the benchmark: per model one of every image. */
final class Pictures {
  private static final List<String> FIRST = List.of("lr", "bicubic", "untrained", "base", "naosd");

  private final Map<String, TreeMap<Integer, Tensor>> byModel = new LinkedHashMap<>();
  private final Map<Integer, String> names;

  private Pictures(Map<Integer, String> names) {
    this.names = names;
  }

  /**
   * @param files of each model: image number → (H, W, 3), 8-bit
   * @param names image names by index
   */
  static Pictures read(Map<String, List<Path>> files, Map<Integer, String> names) {
    Map<String, TreeMap<Integer, Tensor>> all = new TreeMap<>();
    files.forEach(
        (model, parts) -> {
          TreeMap<Integer, Tensor> images = all.computeIfAbsent(model, m -> new TreeMap<>());
          parts.forEach(
              part ->
                  Safetensors.readRaw(part)
                      .forEach((name, tensor) -> images.put(Integer.valueOf(name), tensor)));
        });
    Pictures pictures = new Pictures(names);
    FIRST.forEach(model -> pictures.take(model, all));
    all.keySet().stream()
        .filter(model -> !model.equals("hr"))
        .toList()
        .forEach(model -> pictures.take(model, all));
    pictures.take("hr", all);
    return pictures;
  }

  private void take(String model, Map<String, TreeMap<Integer, Tensor>> all) {
    Optional.ofNullable(all.remove(model)).ifPresent(images -> byModel.put(model, images));
  }

  /** What is shown side by side, from the input to the truth. */
  List<String> models() {
    return List.copyOf(byModel.keySet());
  }

  /** Indexes of the images, at most {@code limit}. */
  List<Integer> images(int limit) {
    return byModel.values().stream()
        .findFirst()
        .map(images -> images.keySet().stream().limit(limit).toList())
        .orElse(List.of());
  }

  String name(int image) {
    return names.getOrDefault(image, "image " + image);
  }

  /** A model's picture of an image, if there is one. */
  Optional<BufferedImage> picture(String model, int image) {
    return Optional.ofNullable(byModel.get(model))
        .flatMap(images -> Optional.ofNullable(images.get(image)))
        .map(Pictures::decoded);
  }

  private static BufferedImage decoded(Tensor tensor) {
    int height = (int) tensor.shape()[0];
    int width = (int) tensor.shape()[1];
    byte[] rgb = tensor.bytes();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int colour = (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | (rgb[3 * i + 2] & 255);
      image.setRGB(i % width, i / width, colour);
    }
    return image;
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
