package org.gdposr.model.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gdposr.model.PixelFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Pillow, OpenCV and PyTorch. */
class ImageParityTest {
  @ParameterizedTest
  @CsvSource({"57, 31", "200, 40", "60, 150"})
  void resizesEqualPillowsInEveryByte(int width, int height) {
    RgbImage photo = PixelFixtures.image("photo.png");
    String size = width + "x" + height + ".png";
    assertArrayEquals(
        PixelFixtures.image("bicubic-" + size).rgb(),
        PillowResize.bicubic(photo, width, height).rgb());
    assertArrayEquals(
        PixelFixtures.image("lanczos-" + size).rgb(),
        PillowResize.lanczos(photo, width, height).rgb());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grey.png",
        "grey-alpha.png",
        "bit.png",
        "palette.png",
        "rgba.png",
        "deep.png",
        "palette.bmp",
        "plain.bmp",
        "grey.bmp"
      })
  void losslessFilesReadAsPillowReadsThem(String name) {
    assertEquals(
        PixelFixtures.image("odd-" + name + ".expected.png"), PixelFixtures.image("odd-" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey.jpg", "progressive.jpg", "444.jpg", "cmyk.jpg", "ycck.jpg"})
  void jpegFilesReadAsPillowReadsThemButForRounding(String name) {
    RgbImage expected = PixelFixtures.image("odd-" + name + ".expected.png");
    RgbImage read = PixelFixtures.image("odd-" + name);
    for (int i = 0; i < expected.rgb().length; i++) {
      int difference = (expected.rgb()[i] & 0xFF) - (read.rgb()[i] & 0xFF);
      assertTrue(Math.abs(difference) <= 2, name + " differs by " + difference + " at " + i);
    }
  }

  @Test
  void colourFixEqualsTorchs() {
    RgbImage photo = PixelFixtures.image("photo.png").crop(30, 20, 80, 60);
    RgbImage fixed = ColourFix.adain(photo, PixelFixtures.image("style.png"));
    byte[] expected = PixelFixtures.image("fixed.png").rgb();
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      int difference = Math.abs((expected[i] & 0xFF) - (fixed.rgb()[i] & 0xFF));
      assertTrue(difference <= 1);
      different += difference;
    }
    assertTrue(different < expected.length / 200, different + " of " + expected.length);
  }
}
