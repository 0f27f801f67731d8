package org.gdposr.model.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.gdposr.model.Fixture;
import org.gdposr.model.PixelFixtures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against Pillow. */
class FloatResizeTest {
  @ParameterizedTest(name = "{0}×{1}")
  @CsvSource({"57,31", "150,12", "180,9"})
  void bicubicEqualsPillowsInEveryBit(int width, int height) {
    float[] expected = Fixture.metric("fid").floats("resized." + width + "x" + height);
    float[] actual = FloatResize.bicubic(PixelFixtures.image("photo.png"), width, height);
    assertArrayEquals(expected, actual);
  }
}
