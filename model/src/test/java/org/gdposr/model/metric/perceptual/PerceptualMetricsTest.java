package org.gdposr.model.metric.perceptual;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.ToDoubleBiFunction;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.PixelFixtures;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.FeatureWeights;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against pyiqa. */
class PerceptualMetricsTest {
  private static final double SCORE = 1e-5;

  private static NDManager manager;
  private static FeatureNetwork vgg16;
  private static Lpips alex;
  private static Lpips vgg;
  private static Dists dists;

  private final Fixture fixture = Fixture.metric("perceptual");

  @BeforeAll
  static void load() {
    manager = Torch.start(1);
    vgg16 = FeatureNetwork.vgg16(manager, new FeatureWeights(ClassifierShapes.vgg16()));
    vgg =
        Lpips.of(
            manager, vgg16, new FeatureWeights(ClassifierShapes.lpips(64, 128, 256, 512, 512)));
    dists = Dists.of(manager, vgg16, new FeatureWeights(ClassifierShapes.dists()));
    alex =
        Lpips.of(
            manager,
            FeatureNetwork.alexNet(manager, new FeatureWeights(ClassifierShapes.alexNet())),
            new FeatureWeights(ClassifierShapes.lpips(64, 192, 384, 256, 256)));
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  @Test
  void lpipsOnAlexNetEqualsPyiqas() {
    assertScores("alex", alex::score);
  }

  @Test
  void lpipsOnVgg16EqualsPyiqas() {
    assertScores("vgg", vgg::score);
  }

  @Test
  void distsEqualsPyiqas() {
    assertScores("dists", dists::score);
  }

  @Test
  void theGradientOfLpipsEqualsTorchs() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = noise(scope, 1).mul(2).sub(1);
      NDArray y = noise(scope, 2).mul(2).sub(1);
      x.setRequiresGradient(true);
      Torch.withGradients(
          () -> {
            Torch.backward(vgg.distance(x, y).sum());
            return true;
          });
      NDArray gradient = Objects.requireNonNull(Torch.gradient(x));
      Parity.assertClose(fixture, "vgg.gradient", gradient, Parity.GRADIENT);
    }
  }

  @Test
  void theGradientIsFiniteWhereEveryFeatureIsZero() {
    try (NDManager scope = manager.newSubManager()) {
      FeatureNetwork dead = FeatureNetwork.vgg16(scope, new ZeroWeights(ClassifierShapes.vgg16()));
      Lpips lpips =
          Lpips.of(scope, dead, new FeatureWeights(ClassifierShapes.lpips(64, 128, 256, 512, 512)));
      NDArray x = noise(scope, 1);
      x.setRequiresGradient(true);
      Torch.withGradients(
          () -> {
            Torch.backward(lpips.distance(x, noise(scope, 2)).sum());
            return true;
          });
      NDArray gradient = Objects.requireNonNull(Torch.gradient(x));
      assertArrayEquals(new float[3 * 33 * 47], gradient.toFloatArray());
    }
  }

  @Test
  void aBatchHasTheDistanceOfEachPair() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray a = noise(scope, 1);
      NDArray b = noise(scope, 2);
      float[] both = vgg.distance(a.concat(b), b.concat(b)).toFloatArray();
      assertEquals(vgg.distance(a, b).getFloat(), both[0], SCORE * both[0]);
      assertEquals(0, both[1]);
    }
  }

  @Test
  void equalImagesHaveNoDistance() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray a = noise(scope, 1);
      assertEquals(0, alex.score(a, a));
      assertEquals(0, vgg.score(a, a));
      assertEquals(0, dists.score(a, a), 1e-6);
    }
  }

  @Test
  void aScoreLeavesNothingAndAltersNothing() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray a = noise(scope, 1);
      NDArray b = noise(scope, 2);
      float[] before = a.toFloatArray();
      int arrays = scope.getManagedArrays().size();
      int weights = manager.getManagedArrays().size();
      alex.score(a, b);
      vgg.score(a, b);
      dists.score(a, b);
      assertEquals(arrays, scope.getManagedArrays().size());
      assertEquals(weights, manager.getManagedArrays().size());
      assertArrayEquals(before, a.toFloatArray());
    }
  }

  @Test
  void anImageTooSmallForTheNetworkIsRefused() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray small = FeatureWeights.noise(scope, 1, 30, 40);
      assertEquals(
          "image: 40×30 (expected: at least 31×31 for LPIPS on AlexNet)",
          assertThrows(DataException.class, () -> alex.score(small, small)).getMessage());
      NDArray least = FeatureWeights.noise(scope, 1, 31, 31);
      assertEquals(0, alex.score(least, least));
      NDArray leastVgg = FeatureWeights.noise(scope, 1, 16, 16);
      assertEquals(0, vgg.score(leastVgg, leastVgg));
      NDArray pixel = FeatureWeights.noise(scope, 1, 1, 1);
      assertEquals(0, dists.score(pixel, pixel), 1e-6);
    }
  }

  @Test
  void imagesOfTwoSizesAreRefused() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray a = noise(scope, 1);
      NDArray b = FeatureWeights.noise(scope, 1, 33, 46);
      assertThrows(IllegalArgumentException.class, () -> vgg.score(a, b));
      assertThrows(IllegalArgumentException.class, () -> dists.score(a, b));
      assertThrows(IllegalArgumentException.class, () -> dists.distance(a.concat(a), a));
      assertThrows(IllegalArgumentException.class, () -> vgg.score(a.concat(a), a.concat(a)));
    }
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    SortedMap<String, Shape> alexWidths = ClassifierShapes.lpips(64, 192, 384, 256, 256);
    DataException e =
        assertThrows(
            DataException.class, () -> Lpips.of(manager, vgg16, new FeatureWeights(alexWidths)));
    assertTrue(String.valueOf(e.getMessage()).contains("lin1.model.1.weight: (1, 192, 1, 1)"));
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    DataException e = assertThrows(DataException.class, () -> Dists.load(manager, folder));
    assertTrue(String.valueOf(e.getMessage()).contains(FeatureNetwork.VGG16_FILE));
  }

  private void assertScores(String metric, ToDoubleBiFunction<NDArray, NDArray> score) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray restored = photo(scope, "blurred.png");
      assertScore(metric + ".photo", score.applyAsDouble(restored, photo(scope, "photo.png")));
      assertScore(metric + ".noise", score.applyAsDouble(noise(scope, 1), noise(scope, 2)));
    }
  }

  private void assertScore(String name, double actual) {
    try (NDArray score = Torch.tensor(manager, new float[] {(float) actual}, new Shape(1))) {
      Parity.assertClose(fixture, name, score, SCORE);
    }
  }

  private static NDArray noise(NDManager scope, long item) {
    return FeatureWeights.noise(scope, item, 33, 47);
  }

  private static NDArray photo(NDManager scope, String name) {
    RgbImage image = PixelFixtures.image(name);
    return Torch.tensor(scope, image.planes(), new Shape(1, 3, image.height(), image.width()));
  }
}
