package org.gdposr.model.metric.fid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.Parity;
import org.gdposr.model.PixelFixtures;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.FeatureWeights;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.TensorSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against pyiqa. */
class FidTest {
  private static final long SEED = 20261123;
  private static final int WIDTH = 24;
  private static final List<RgbImage> IMAGES =
      List.of(PixelFixtures.image("photo.png"), PixelFixtures.image("blurred.png"));

  private static NDManager manager;
  private static TensorSource weights;

  private final Fixture fixture = Fixture.metric("fid");

  @BeforeAll
  static void start() {
    manager = Torch.start(1);
    TreeMap<String, Shape> shapes = new TreeMap<>();
    new InceptionV3().tensors().forEach((name, tensor) -> shapes.put(name, tensor.getShape()));
    shapes.put("fc.weight", new Shape(1008, 2048));
    shapes.put("Conv2d_1a_3x3.bn.num_batches_tracked", new Shape());
    weights = new FeatureWeights(shapes);
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource
  void featuresEqualPyiqas(FidResize resize) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray features = Fid.of(scope, weights, resize).features(IMAGES);
      String name = resize.name().toLowerCase(Locale.ROOT);
      Parity.assertClose(fixture, name, features, Parity.OUTPUT);
    }
  }

  @Test
  void theDistanceEqualsPyiqas() {
    try (FeatureMoments a = moments(1, 90, 0);
        FeatureMoments b = moments(2, 70, 0)) {
      double expected = fixture.raw("distance").doubles()[0];
      assertEquals(expected, a.distance(b), 1e-6 * expected);
      assertEquals(expected, b.distance(a), 1e-6 * expected);
      assertEquals(0, a.distance(a), 1e-12);
    }
  }

  @Test
  void fewerImagesThanFeaturesGiveAnExactDistance() {
    try (FeatureMoments a = moments(1, 10, 0);
        FeatureMoments b = moments(1, 10, 0.5f)) {
      assertEquals(0.25 * WIDTH, a.distance(b), 1e-6);
    }
  }

  @Test
  void theOrderOfBatchesDoesNotMatter() {
    try (NDManager scope = manager.newSubManager();
        FeatureMoments whole = new FeatureMoments(scope, WIDTH);
        FeatureMoments parts = new FeatureMoments(scope, WIDTH);
        FeatureMoments other = moments(2, 70, 0)) {
      NDArray rows = samples(scope, 1, 90, 0);
      whole.add(rows);
      parts.add(rows.get("60:"));
      parts.add(rows.get(":1"));
      parts.add(rows.get("1:60"));
      assertEquals(90, parts.count());
      assertEquals(whole.distance(other), parts.distance(other), 1e-12);
    }
  }

  @Test
  void imagesOfSeveralSizesMakeOneBatch() {
    try (NDManager scope = manager.newSubManager()) {
      RgbImage tall = IMAGES.get(0).crop(3, 0, 31, 137);
      for (FidResize resize : FidResize.values()) {
        NDArray both = resize.network(scope, List.of(IMAGES.get(0), tall));
        assertEquals(new Shape(2, 3, 299, 299), both.getShape());
        float[] alone = resize.network(scope, List.of(tall)).toFloatArray();
        assertArrayEquals(alone, both.get("1:2").toFloatArray());
      }
    }
  }

  @Test
  void oneImageIsTooFew() {
    try (FeatureMoments one = moments(1, 1, 0);
        FeatureMoments two = moments(1, 2, 0)) {
      assertEquals(
          "images: 1 (expected: at least 2 in each set for FID)",
          assertThrows(DataException.class, () -> two.distance(one)).getMessage());
    }
  }

  @Test
  void featuresOfAnotherWidthAreRefused() {
    try (NDManager scope = manager.newSubManager();
        FeatureMoments moments = new FeatureMoments(scope, WIDTH + 1)) {
      NDArray rows = samples(scope, 1, 2, 0);
      assertThrows(IllegalArgumentException.class, () -> moments.add(rows));
    }
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    DataException e =
        assertThrows(DataException.class, () -> Fid.load(manager, folder, FidResize.CLEAN));
    assertTrue(String.valueOf(e.getMessage()).contains(Fid.FILE));
  }

  private static FeatureMoments moments(long item, int count, float shift) {
    FeatureMoments moments = new FeatureMoments(manager, WIDTH);
    try (NDArray rows = samples(manager, item, count, shift)) {
      moments.add(rows);
    }
    return moments;
  }

  /** Features (count,WIDTH), each but the first the sum of two neighbouring uniforms. */
  private static NDArray samples(NDManager scope, long item, int count, float shift) {
    RandomStream random = RandomStream.of(SEED, Purpose.FIXTURE, item, 0);
    float[] values = new float[count * WIDTH];
    float before = 0;
    for (int i = 0; i < values.length; i++) {
      float uniform = (float) random.nextDouble();
      values[i] = (i % WIDTH == 0 ? uniform : uniform + before) + shift;
      before = uniform;
    }
    return Torch.tensor(scope, values, new Shape(count, WIDTH));
  }

  @Test
  void aDistanceIsOfAllImagesThatWereAddedByThen() {
    try (NDManager manager = Torch.start(1);
        FeatureMoments grown = new FeatureMoments(manager, 2);
        FeatureMoments whole = new FeatureMoments(manager, 2);
        FeatureMoments other = new FeatureMoments(manager, 2)) {
      NDArray first = manager.create(new float[] {0, 1, 2, 3, 1, 5}, new Shape(3, 2));
      NDArray second = manager.create(new float[] {7, 1, -2, 4}, new Shape(2, 2));
      other.add(manager.create(new float[] {1, 1, 3, 0, 2, 2}, new Shape(3, 2)));
      grown.add(first);
      double before = grown.distance(other);
      grown.add(second);
      whole.add(first);
      whole.add(second);

      assertEquals(whole.distance(other), grown.distance(other));
      assertNotEquals(before, grown.distance(other));
    }
  }
}
