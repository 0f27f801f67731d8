package org.gdposr.model.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.gdposr.model.UpscaleFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredImageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientationIsSeenAsPillowSeesIt(int orientation) {
    String name = "turned-" + orientation;
    byte[] file = UpscaleFixtures.bytes(name + ".png");
    assertEquals(
        UpscaleFixtures.image(name + ".expected.png"), ImageFiles.decodeStored(file, name).rgb());
  }

  @Test
  void jpegsExifIsFoundAndIngestionStillIgnoresIt() {
    byte[] file = UpscaleFixtures.bytes("turned.jpg");
    RgbImage expected = UpscaleFixtures.image("turned.jpg.expected.png");
    RgbImage seen = ImageFiles.decodeStored(file, "turned.jpg").rgb();
    assertEquals(expected.toString(), seen.toString());
    for (int i = 0; i < seen.rgb().length; i++) {
      assertEquals(expected.rgb()[i] & 0xFF, seen.rgb()[i] & 0xFF, 2); // decoders round
    }
    assertEquals("24×16", ImageFiles.decode(file, "turned.jpg").toString());
  }

  @Test
  void damagedExifIsUpright() {
    byte[] file = UpscaleFixtures.bytes("turned.jpg");
    int tag = indexOf(file, new byte[] {0x01, 0x12, 0x00, 0x03});
    for (int at : new int[] {tag + 9, tag - 10, tag - 30}) {
      byte[] damaged = file.clone();
      damaged[at] = (byte) 0x99;
      assertFalse(Orientation.of(damaged).name().isEmpty());
    }
    byte[] nonsense = file.clone();
    nonsense[tag + 8] = 9;
    nonsense[tag + 9] = 9;
    assertEquals(Orientation.UPRIGHT, Orientation.of(nonsense));
    assertEquals(Orientation.UPRIGHT, Orientation.of(new byte[] {1, 2, 3}));
    for (int length = 0; length < file.length; length += 7) {
      assertTrue(Orientation.of(Arrays.copyOf(file, length)).ordinal() < 8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TYPE_3BYTE_BGR, 5, false, false, 8",
    "TYPE_4BYTE_ABGR, 6, false, true, 8",
    "TYPE_BYTE_GRAY, 10, true, false, 8",
    "TYPE_USHORT_GRAY, 11, true, false, 16",
    "TYPE_BYTE_BINARY, 12, true, false, 8",
    "TYPE_BYTE_INDEXED, 13, false, false, 8"
  })
  void fileSaysWhetherItIsGreyDeepOrTransparent(
      String name, int type, boolean grey, boolean alpha, int bits) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(new BufferedImage(3, 2, type), "png", out));
    StoredImage image = ImageFiles.decodeStored(out.toByteArray(), name);
    assertEquals(grey, image.grey());
    assertEquals(alpha, image.alpha().isPresent());
    assertEquals(bits, image.bits());
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "2, 8", "3, 8", "4, 8", "1, 16", "2, 16", "3, 16", "4, 16"})
  void writtenPicturesReadAsTheyAre(int channels, int bits) throws IOException {
    Picture picture = Picture.blank(4, 3, channels, bits);
    for (int i = 0; i < picture.length(); i++) {
      picture.set(i, i * 5003 % (picture.white() + 1));
    }
    Path file = folder.resolve("a.png");
    PngFile.write(file, picture, Map.of("b", "{\"c\":1}", "a", "x"));
    byte[] bytes = Files.readAllBytes(file);
    StoredImage read = ImageFiles.decodeStored(bytes, "a.png");
    assertEquals(bits, read.bits());
    assertEquals(channels <= 2, read.grey());
    assertEquals(channels % 2 == 0, read.alpha().isPresent());
    read.alpha()
        .ifPresent(a -> assertEquals(picture.sample(2 * channels - 1), a.sample(1), "alpha"));
    int first = picture.sample(channels);
    assertEquals(bits == 8 ? first : Math.round(first / 257f), read.rgb().red(1, 0));
    assertEquals(Optional.of("{\"c\":1}"), PngChunks.text(file, "b"));
    assertEquals(Optional.empty(), PngChunks.text(file, "c"));
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
    assertEquals(Optional.empty(), PngChunks.text(file, "b"), "cut off");
  }

  @Test
  void alphaIsEnlargedAsPillowDoes() {
    StoredImage small = ImageFiles.decodeStored(UpscaleFixtures.bytes("alpha.png"), "alpha");
    RgbImage expected = UpscaleFixtures.image("alpha-x4.png");
    Picture grey = Picture.of(small.rgb()).grey();
    Picture large = PillowResize.bicubic(grey, 92, 68);
    Picture deep = Picture.blank(23, 17, 1, 16);
    for (int i = 0; i < deep.length(); i++) {
      deep.set(i, 257 * grey.sample(i));
    }
    Picture deepLarge = PillowResize.bicubic(deep, 92, 68);
    for (int i = 0; i < large.length(); i++) {
      assertEquals(expected.rgb()[3 * i] & 0xFF, large.sample(i));
      assertEquals(large.sample(i), deepLarge.sample(i) / 257.0, 1.2);
    }
  }

  private static int indexOf(byte[] file, byte[] part) {
    for (int i = 0; i + part.length <= file.length; i++) {
      if (Arrays.equals(file, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
