package org.gdposr.model.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.gdposr.model.PixelFixtures;
import org.gdposr.model.image.PillowResize;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.source.DeadLeaves;
import org.gdposr.model.source.DeadLeavesSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NiqeModelTest {
  private static final NiqeSpec SPEC = new NiqeSpec(32, 100, 128, 0.5);
  private static final List<RgbImage> PRISTINE =
      IntStream.range(0, 30).mapToObj(i -> image(i)).toList();
  private static final RgbImage PHOTO = PixelFixtures.image("photo.png");
  private static final Fixture FIXTURE = Fixture.metric("niqe/niqe");

  @Test
  void blurAndNoiseScoreWorseThanPristine() {
    NiqeModel model = NiqeModel.fit(PRISTINE, SPEC);
    double clean = 0;
    double blurred = 0;
    double noisy = 0;
    for (int i = 100; i < 110; i++) {
      RgbImage image = image(i);
      clean += model.score(image);
      blurred += model.score(PillowResize.bicubic(PillowResize.bicubic(image, 32, 32), 128, 128));
      noisy += model.score(noisy(image));
    }
    assertTrue(blurred > clean, blurred + " " + clean);
    assertTrue(noisy > clean, noisy + " " + clean);
  }

  @Test
  void flatImageHasAFiniteScore() {
    NiqeModel model = NiqeModel.fit(PRISTINE, SPEC);
    double score = model.score(new RgbImage(64, 64, new byte[3 * 64 * 64]));
    assertTrue(Double.isFinite(score) && score > 1, "score " + score);
  }

  @Test
  void tooFewBlocksNameTheWayOut() {
    String message = message(() -> NiqeModel.fit(PRISTINE.subList(0, 2), SPEC));
    assertTrue(message.contains("arf.niqe.blockSize"), message);
  }

  @Test
  void anImageOfLessThanTwoBlocksIsRefused() {
    NiqeModel model = NiqeModel.fit(PRISTINE, SPEC);
    assertThrows(DataException.class, () -> model.score(image(1).crop(0, 0, 128, 31)));
    NiqeModel official = NiqeModel.load(Fixture.metricFolder("niqe"));
    String message = message(() -> official.score(PHOTO.crop(0, 0, 168, 138)));
    assertEquals(
        "image: 168×138 (expected: two blocks of NIQE's or more, 96 × 96 pixels each)", message);
  }

  @ParameterizedTest
  @CsvSource({"305, 261", "192, 97", "420, 390"})
  void scoresWithAnOfficialFileEqualPyiqas(int width, int height) {
    NiqeModel model = NiqeModel.load(Fixture.metricFolder("niqe"));
    double expected = FIXTURE.raw(width + "x" + height).doubles()[0];
    // a coefficient that is zero but for rounding may fall on either side of it
    assertEquals(
        expected, model.score(PillowResize.bicubic(PHOTO, width, height)), 1e-4 * expected);
  }

  @Test
  void anOfficialFileIsReadExactly() {
    NiqeModel model = NiqeModel.load(Fixture.metricFolder("niqe"));
    assertEquals(96, model.blockSize());
    assertArrayEquals(FIXTURE.raw("mu_prisparam").doubles(), model.mean());
    assertArrayEquals(
        FIXTURE.raw("cov_prisparam").doubles(),
        Arrays.stream(model.covariance()).flatMapToDouble(Arrays::stream).toArray());
  }

  @Test
  void aMissingOfficialFileIsNamed(@TempDir Path folder) {
    String message = message(() -> NiqeModel.load(folder));
    assertTrue(
        message.endsWith("niqe_modelparameters.mat: not a usable MATLAB file: no such file"),
        message);
  }

  @Test
  void anotherCovarianceThanASymmetricOneIsRefused(@TempDir Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(Fixture.metricFolder("niqe/plain.mat"));
    bytes[bytes.length - 2 - 8] ^= 0x40; // an exponent beside the diagonal
    Files.write(folder.resolve(NiqeModel.FILE), bytes);
    String message = message(() -> NiqeModel.load(folder));
    assertTrue(message.contains("niqe_modelparameters.mat: damaged (expected: a mean"), message);
  }

  @Test
  void pseudoInverseSolvesSingularForms() {
    double[][] matrix = {{4, 2, 0}, {2, 1, 0}, {0, 0, 3}}; // rank 2
    // the pseudo-inverse of its first part is itself over 25
    assertEquals(
        (4 * 1 + 2 * 2 + 2 * 2 + 4) / 25.0 + 9.0 / 3,
        SymmetricEigen.pseudoInverseForm(matrix, new double[] {1, 2, 3}),
        1e-12);
  }

  @Test
  void logGammaOfWholeNumbersIsTheirFactorials() {
    assertEquals(Math.log(24), LogGamma.of(5), 1e-14);
    assertEquals(Math.log(Math.PI) / 2, LogGamma.of(0.5), 1e-14);
    assertEquals(2.252712651734206, LogGamma.of(0.1), 1e-14);
  }

  private static String message(Executable body) {
    return String.valueOf(assertThrows(DataException.class, body).getMessage());
  }

  private static RgbImage image(int index) {
    return DeadLeaves.render(new DeadLeavesSpec(2, 128), 3, index);
  }

  private static RgbImage noisy(RgbImage image) {
    byte[] rgb = image.rgb().clone();
    Random random = new Random(1);
    for (int i = 0; i < rgb.length; i++) {
      double level = (rgb[i] & 0xFF) + 20 * random.nextGaussian();
      rgb[i] = (byte) Math.min(255, Math.max(0, Math.rint(level)));
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }
}
