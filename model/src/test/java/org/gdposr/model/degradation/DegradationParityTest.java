package org.gdposr.model.degradation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.gdposr.model.PixelFixtures;
import org.gdposr.model.degradation.BlurKernel.Ellipse;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.torch.Torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against torch.nn.functional and basicsr. */
class DegradationParityTest {
  private static final JsonObject VALUES = PixelFixtures.values();

  private static NDManager manager;
  private static NDArray image; // (1, 3, 24, 37)

  @BeforeAll
  static void startEngine() {
    manager = Torch.start(1);
    float[] planes = PixelFixtures.image("photo.png").crop(60, 30, 37, 24).planes();
    image = manager.create(planes, new Shape(1, 3, 24, 37));
  }

  @AfterAll
  static void stopEngine() {
    manager.close();
  }

  @Test
  void resizesEqualInterpolate() {
    for (JsonElement element : VALUES.getAsJsonArray("interpolations")) {
      JsonObject expected = element.getAsJsonObject();
      String mode = expected.get("mode").getAsString();
      ResizeMode resize =
          mode.equals("area")
              ? ResizeMode.AREA
              : mode.equals("bilinear") ? ResizeMode.BILINEAR : ResizeMode.BICUBIC;
      int height = expected.get("height").getAsInt();
      int width = expected.get("width").getAsInt();
      double factor = expected.get("factor").getAsDouble();
      NDArray result =
          factor == 0
              ? DegradationOps.resize(image, resize, height, width)
              : DegradationOps.resizeBy(image, resize, factor);
      assertEquals(new Shape(1, 3, height, width), result.getShape());
      String name = expected.get("name").getAsString();
      assertArrayEquals(PixelFixtures.floats(name + ".f32"), result.toFloatArray(), 1e-6f, name);
    }
  }

  @Test
  void kernelsEqualBasicsrs() {
    for (JsonElement element : VALUES.getAsJsonArray("kernels")) {
      JsonObject expected = element.getAsJsonObject();
      double[] weights = PixelFixtures.doubles(expected.getAsJsonArray("weights"));
      BlurKernel kernel = kernel(expected);
      for (int i = 0; i < weights.length; i++) {
        assertEquals(weights[i], kernel.weights()[i], 1e-7, expected.get("kind") + " at " + i);
      }
    }
  }

  @Test
  void filterEqualsBasicsrs() {
    BlurKernel kernel = BlurKernel.gaussian(9, new Ellipse(0.8, 2.5, 0.4));
    assertArrayEquals(
        PixelFixtures.floats("filtered.f32"),
        DegradationOps.filter(image, kernel).toFloatArray(),
        1e-6f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {37.5, 75.3, 94.61})
  void jpegEqualsDiffJpeg(double quality) {
    float[] expected = PixelFixtures.floats("jpeg-" + quality + ".f32");
    assertArrayEquals(expected, DegradationOps.jpeg(image, quality).toFloatArray(), 1e-5f);
  }

  @Test
  void shotNoiseHasItsMeanAndVariance() {
    float level = 100 / 255f;
    float[] samples = new float[40_000];
    Arrays.fill(samples, level);
    // 100 distinct levels make vals 128
    for (int i = 0; i < 100; i++) {
      samples[i] = i / 255f;
    }
    ShotNoise noise = ShotNoise.of(samples, RandomStream.of(1, Purpose.FIXTURE, 0, 0));
    double sum = 0;
    double squares = 0;
    int count = 200_000;
    for (int i = 0; i < count; i++) {
      double value = noise.next(level);
      sum += value;
      squares += value * value;
    }
    double variance = level / 128;
    assertTrue(Math.abs(sum / count) < 4 * Math.sqrt(variance / count), "mean " + sum / count);
    assertEquals(variance, squares / count, 0.02 * variance);
  }

  private static BlurKernel kernel(JsonObject expected) {
    int size = expected.get("size").getAsInt();
    double beta = expected.get("beta").getAsDouble();
    Ellipse ellipse =
        new Ellipse(
            expected.get("sigmaX").getAsDouble(),
            expected.get("sigmaY").getAsDouble(),
            expected.get("angle").getAsDouble());
    return switch (expected.get("kind").getAsString()) {
      case "gaussian" -> BlurKernel.gaussian(size, ellipse);
      case "generalised" -> BlurKernel.generalised(size, ellipse, beta);
      case "plateau" -> BlurKernel.plateau(size, ellipse, beta);
      default -> BlurKernel.sinc(size, beta);
    };
  }
}
