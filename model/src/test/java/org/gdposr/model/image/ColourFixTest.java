package org.gdposr.model.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ColourFixTest {
  private static final RgbImage IMAGE = RgbImageTest.ramp(32, 32);

  @Test
  void imageOfTheSameColoursIsUnchanged() {
    assertEquals(IMAGE, ColourFix.adain(IMAGE, IMAGE));
    assertEquals(IMAGE, ColourFix.adain(IMAGE, IMAGE.flipped()));
  }

  @Test
  void meansBecomeTheInputs() {
    byte[] dark = new byte[IMAGE.rgb().length];
    for (int i = 0; i < dark.length; i++) {
      dark[i] = (byte) ((IMAGE.rgb()[i] & 0xFF) / 2);
    }
    RgbImage fixed = ColourFix.adain(IMAGE, new RgbImage(32, 32, dark));
    assertEquals(mean(dark), mean(fixed.rgb()), 0.7); // truncation takes half a level
  }

  private static double mean(byte[] samples) {
    double sum = 0;
    for (byte sample : samples) {
      sum += sample & 0xFF;
    }
    return sum / samples.length;
  }
}
