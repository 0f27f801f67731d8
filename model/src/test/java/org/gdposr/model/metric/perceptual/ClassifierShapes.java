package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tensors of the official files. */
final class ClassifierShapes {
  private ClassifierShapes() {}

  static SortedMap<String, Shape> alexNet() {
    SortedMap<String, Shape> shapes = new TreeMap<>();
    convolution(shapes, 0, 3, 64, 11);
    convolution(shapes, 3, 64, 192, 5);
    convolution(shapes, 6, 192, 384, 3);
    convolution(shapes, 8, 384, 256, 3);
    convolution(shapes, 10, 256, 256, 3);
    shapes.put("classifier.1.weight", new Shape(4096, 9216));
    return shapes;
  }

  static SortedMap<String, Shape> vgg16() {
    SortedMap<String, Shape> shapes = new TreeMap<>();
    int[] places = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};
    int[] widths = {64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512};
    for (int i = 0; i < places.length; i++) {
      convolution(shapes, places[i], i == 0 ? 3 : widths[i - 1], widths[i], 3);
    }
    shapes.put("classifier.0.weight", new Shape(4096, 25088));
    return shapes;
  }

  static SortedMap<String, Shape> lpips(int... channels) {
    SortedMap<String, Shape> shapes = new TreeMap<>();
    for (int i = 0; i < channels.length; i++) {
      shapes.put("lin" + i + ".model.1.weight", new Shape(1, channels[i], 1, 1));
    }
    return shapes;
  }

  static SortedMap<String, Shape> dists() {
    Shape all = new Shape(1, 1475, 1, 1);
    return new TreeMap<>(Map.of("alpha", all, "beta", all));
  }

  private static void convolution(
      SortedMap<String, Shape> shapes, int place, int in, int out, int kernel) {
    shapes.put("features." + place + ".weight", new Shape(out, in, kernel, kernel));
    shapes.put("features." + place + ".bias", new Shape(out));
  }
}
