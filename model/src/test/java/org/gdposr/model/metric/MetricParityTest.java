package org.gdposr.model.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.gdposr.model.PixelFixtures;
import org.gdposr.model.image.RgbImage;
import org.junit.jupiter.api.Test;

/** Against pyiqa. */
class MetricParityTest {
  private static final JsonObject VALUES = PixelFixtures.values();
  private static final RgbImage PHOTO = PixelFixtures.image("photo.png");

  @Test
  void psnrAndSsimEqualPyiqas() {
    JsonObject scores = VALUES.getAsJsonObject("scores");
    RgbImage blurred = PixelFixtures.image("blurred.png");
    assertEquals(scores.get("psnr").getAsDouble(), Psnr.y(blurred, PHOTO), 1e-6);
    assertEquals(scores.get("ssim").getAsDouble(), Ssim.y(blurred, PHOTO), 1e-6);
  }

  @Test
  void niqeFeaturesEqualPyiqas() {
    JsonObject niqe = VALUES.getAsJsonObject("niqe");
    int size = niqe.get("blockSize").getAsInt();
    List<double[]> rows = NiqeFeatures.of(PHOTO, size).rows();
    JsonArray expected = niqe.getAsJsonArray("features");
    assertEquals(expected.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      // shapes lie on a grid of 0.001, which single precision inside pyiqa may miss by one
      assertArrayEquals(
          PixelFixtures.doubles(expected.get(i).getAsJsonArray()), rows.get(i), 1.1e-3);
    }
  }

  @Test
  void niqeScoreEqualsPyiqas() {
    JsonObject niqe = VALUES.getAsJsonObject("niqe");
    double[] flat = PixelFixtures.doubles(niqe.getAsJsonArray("covariance"));
    double[][] covariance = new double[36][];
    for (int i = 0; i < 36; i++) {
      covariance[i] = Arrays.copyOfRange(flat, 36 * i, 36 * i + 36);
    }
    double[] mean = PixelFixtures.doubles(niqe.getAsJsonArray("mean"));
    NiqeModel model = new NiqeModel(niqe.get("blockSize").getAsInt(), mean, covariance);
    double expected = niqe.get("score").getAsDouble();
    assertEquals(expected, model.score(PHOTO), 1e-6 * expected);
  }
}
