package org.gdposr.model.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gdposr.model.arf.GreyOrder;
import org.gdposr.model.arf.RegionRatios;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/**
 * ARF's region ratios beside {@code bench/races/regions.py}: both answer the words of {@link
 * Turns}; {@code outputs FILE} writes each image's map and ratios in either order of channels.
 *
 * <p>Arguments: folder of photographs.
 */
public final class RegionsRace {
  private static final int PATCH_SIZE = 10;
  private static final double DETAIL_THRESHOLD = 50;

  private final List<RgbImage> images;
  private int next;

  private RegionsRace(Path folder) {
    images = MetricRace.files(folder).stream().map(ImageFiles::read).toList();
  }

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    RegionsRace race = new RegionsRace(Path.of(args[0]));
    Turns.take(start, race::turn, race::answer);
  }

  private void turn() {
    ratios(images.get(next % images.size()), GreyOrder.RGB);
    next++;
  }

  private static RegionRatios ratios(RgbImage image, GreyOrder order) {
    return RegionRatios.of(image, order, PATCH_SIZE, DETAIL_THRESHOLD);
  }

  private Map<String, ?> answer(String line) throws IOException {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (GreyOrder order : GreyOrder.values()) {
      for (int i = 0; i < images.size(); i++) {
        String name = order.name().toLowerCase(Locale.ROOT) + "." + i + ".";
        RegionRatios ratios = ratios(images.get(i), order);
        double[] complexity = ratios.complexity();
        double[] both = {ratios.smooth(), ratios.detail()};
        outputs.put(
            name + "complexity", Tensor.ofDoubles(new long[] {complexity.length}, complexity));
        outputs.put(name + "ratios", Tensor.ofDoubles(new long[] {2}, both));
      }
    }
    Safetensors.writeRaw(Path.of(line.substring("outputs ".length())), outputs, Map.of());
    return Map.of();
  }
}
