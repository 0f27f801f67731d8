package org.gdposr.model.metric.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.TreeMap;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CLIP's metrics at tiny widths against pyiqa's, whose weights come from the same keys. */
class ClipMetricsTest {
  private static final ClipConfig RESNET = new ClipConfig(32, 8, List.of(1, 2, 1, 1), 64, 2);

  private final Fixture fixture = Fixture.of("../metric/clip");
  private NDManager manager;

  @BeforeEach
  void start() {
    manager = Torch.start(1);
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @Test
  void clipIqaEqualsPyiqas() {
    ClipIqa metric = ClipIqa.of(manager, RESNET, resnetWeights());
    for (String name : List.of("image0", "image1")) {
      NDArray image = fixture.array(manager, name);
      double score = metric.score(image);
      assertClose("clipiqa." + name, score);
      assertArrayEquals(fixture.floats(name), image.toFloatArray(), name + " was altered");
    }
  }

  @Test
  void featuresOfTextsAndImagesEqualPyiqas() {
    ClipIqa metric = ClipIqa.of(manager, RESNET, resnetWeights());
    Parity.assertClose(fixture, "texts", metric.texts(), Parity.OUTPUT);
    NDArray features = metric.features(fixture.array(manager, "image1"));
    Parity.assertClose(fixture, "features", features, Parity.OUTPUT);
  }

  @Test
  void anImageThatLeavesNoPixelIsRefused() {
    ClipIqa metric = ClipIqa.of(manager, RESNET, resnetWeights());
    NDArray narrow = manager.zeros(new Shape(1, 3, 64, 30));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> metric.score(narrow));
    assertTrue(String.valueOf(refusal.getMessage()).contains("[1, 3, 64, 30]"), refusal::toString);
  }

  private void assertClose(String name, double score) {
    Parity.assertClose(fixture, name, manager.create(new float[] {(float) score}), Parity.OUTPUT);
  }

  private static RandomWeights resnetWeights() {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    new TextTower(RESNET).tensors().forEach((n, p) -> shapes.put(n, p.getShape()));
    new ModifiedResNet(RESNET)
        .tensors()
        .forEach((name, parameter) -> shapes.put("visual." + name, parameter.getShape()));
    return new RandomWeights(shapes);
  }
}
