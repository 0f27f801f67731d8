package org.gdposr.model.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.gdposr.model.UpscaleFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(names = {"ADAIN", "WAVELET"})
  void resultEqualsTorchsInEverySample(ColourFix fix) {
    Picture content = Picture.of(UpscaleFixtures.image("content.png"));
    RgbImage expected = UpscaleFixtures.image(fix.name().toLowerCase(Locale.ROOT) + ".png");
    RgbImage fixed = fix.apply(content, UpscaleFixtures.image("style.png")).rgb();
    int different = 0;
    for (int i = 0; i < fixed.rgb().length; i++) {
      assertEquals(expected.rgb()[i] & 0xFF, fixed.rgb()[i] & 0xFF, 1);
      different += expected.rgb()[i] == fixed.rgb()[i] ? 0 : 1;
    }
    assertEquals(0, different);
  }

  @ParameterizedTest
  @EnumSource
  void deepPicturesGetTheSameColours(ColourFix fix) {
    RgbImage content = UpscaleFixtures.image("content.png");
    RgbImage style = UpscaleFixtures.image("style.png");
    Picture deep = Picture.blank(content.width(), content.height(), 3, 16);
    for (int i = 0; i < deep.length(); i++) {
      deep.set(i, 257 * (content.rgb()[i] & 0xFF));
    }
    Picture fixedDeep = fix.apply(deep, style);
    Picture fixed = fix.apply(Picture.of(content), style);
    for (int i = 0; i < deep.length(); i++) {
      assertEquals(fixed.sample(i), fixedDeep.sample(i) / 257.0, 1.01);
    }
  }

  private static double mean(byte[] samples) {
    double sum = 0;
    for (byte sample : samples) {
      sum += sample & 0xFF;
    }
    return sum / samples.length;
  }
}
