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
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.RandomWeights;
import org.gdposr.model.weights.TensorSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CLIP's metrics at tiny widths against pyiqa's, whose weights come from the same keys. */
class ClipMetricsTest {
  private static final ClipConfig RESNET = new ClipConfig(32, 8, List.of(1, 2, 1, 1), 64, 2);

  private static final AFineConfig TRANSFORMER = new AFineConfig(128, 2, 32, 5, 16);

  private final Fixture fixture = Fixture.metric("clip");
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

  @Test
  void aFineEqualsPyiqas() {
    AFine metric = AFine.of(manager, TRANSFORMER, this::transformerWeights);
    for (String name : List.of("image0", "image1")) {
      NDArray hr = fixture.array(manager, name);
      NDArray sr = fixture.array(manager, "blurred." + name);
      assertClose("afine." + name, metric.score(sr, hr));
      assertClose("afine.swapped." + name, metric.score(hr, sr));
      assertArrayEquals(fixture.floats(name), hr.toFloatArray(), name + " was altered");
    }
  }

  @Test
  void aReferenceOfAnotherSizeIsRefused() {
    AFine metric = AFine.of(manager, TRANSFORMER, this::transformerWeights);
    NDArray sr = fixture.array(manager, "image0");
    NDArray hr = fixture.array(manager, "image1");
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> metric.score(sr, hr));
    assertTrue(String.valueOf(refusal.getMessage()).contains("hr: "), refusal::toString);
  }

  /** The tensors of afine.pth under one of its keys. */
  private TensorSource transformerWeights(String key) {
    return switch (key) {
      case "finetuned_clip" ->
          new RandomWeights(prefixed("visual.", new VisionTransformer(TRANSFORMER)));
      case "natural" -> RandomWeights.of(new NaturalnessHead(TRANSFORMER).tensors());
      case "fidelity" -> RandomWeights.of(new FidelityHead(TRANSFORMER).tensors());
      case "natural_scale", "fidelity_scale" ->
          RandomWeights.of(LogisticScale.ofNaturalness().tensors());
      case "adapter" -> RandomWeights.of(new Adapter().tensors());
      default -> throw new IllegalArgumentException(key);
    };
  }

  private void assertClose(String name, double score) {
    Parity.assertClose(fixture, name, manager.create(new float[] {(float) score}), Parity.OUTPUT);
  }

  private static RandomWeights resnetWeights() {
    TreeMap<String, Shape> shapes = prefixed("", new TextTower(RESNET));
    shapes.putAll(prefixed("visual.", new ModifiedResNet(RESNET)));
    return new RandomWeights(shapes);
  }

  private static TreeMap<String, Shape> prefixed(String prefix, NamedBlock network) {
    TreeMap<String, Shape> shapes = new TreeMap<>();
    network.tensors().forEach((name, tensor) -> shapes.put(prefix + name, tensor.getShape()));
    return shapes;
  }
}
