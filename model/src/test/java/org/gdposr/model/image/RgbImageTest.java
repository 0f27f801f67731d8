package org.gdposr.model.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RgbImageTest {
  private static final RgbImage IMAGE = ramp(5, 4);

  static RgbImage ramp(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 37 + i / 7);
    }
    return new RgbImage(width, height, rgb);
  }

  @Test
  void everyLevelSurvivesPlanes() {
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3);
    }
    RgbImage image = new RgbImage(16, 16, rgb);
    assertEquals(image, RgbImage.ofPlanes(image.planes(), 16, 16));
  }

  @Test
  void planesAreClampedAndRoundedHalfToEven() {
    RgbImage image = RgbImage.ofPlanes(new float[] {-1, 2, 0.5f / 255, 1.5f / 255, 1, 0}, 2, 1);
    assertArrayEquals(new byte[] {0, 0, -1, -1, 2, 0}, image.rgb());
  }

  @Test
  void flipsUndoThemselvesAndMirror() {
    assertEquals(IMAGE, IMAGE.flipped().flipped());
    assertEquals(IMAGE, IMAGE.flippedVertically().flippedVertically());
    assertEquals(IMAGE.green(0, 1), IMAGE.flipped().green(4, 1));
    assertEquals(IMAGE.blue(2, 0), IMAGE.flippedVertically().blue(2, 3));
  }

  @Test
  void cropTakesThePartAtItsCorner() {
    RgbImage crop = IMAGE.crop(2, 1, 3, 2);
    assertEquals(IMAGE.red(2, 1), crop.red(0, 0));
    assertEquals(IMAGE.blue(4, 2), crop.blue(2, 1));
    assertThrows(IllegalArgumentException.class, () -> IMAGE.crop(3, 0, 3, 2));
  }

  @Test
  void wrongLengthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RgbImage(2, 2, new byte[11]));
  }
}
