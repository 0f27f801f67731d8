package org.gdposr.model.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.gdposr.model.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
  private static final RgbImage IMAGE = RgbImageTest.ramp(40, 30);

  @TempDir Path folder;

  @Test
  void pngReturnsItsPixelsAndTheSameBytes() throws IOException {
    Path first = folder.resolve("a.png");
    Path second = folder.resolve("b.png");
    ImageFiles.writePng(first, IMAGE);
    ImageFiles.writePng(second, IMAGE);
    assertEquals(IMAGE, ImageFiles.read(first));
    assertEquals(-1, Files.mismatch(first, second));
  }

  @Test
  void greyKeepsItsLevels() throws IOException {
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(1, 2, 0, 77);
    RgbImage image = ImageFiles.decode(encoded(grey, "png"), "grey.png");
    assertEquals(77, image.red(1, 2));
    assertEquals(77, image.blue(1, 2));
  }

  @Test
  void sixteenBitsGiveTheirHighByte() throws IOException {
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(3, 0, 0, 0xABCD);
    assertEquals(0xAB, ImageFiles.decode(encoded(grey, "png"), "deep.png").green(3, 0));
  }

  @Test
  void paletteAndAlphaBecomeTheirColours() throws IOException {
    BufferedImage palette = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED);
    palette.setRGB(1, 1, 0xFF3366CC);
    assertEquals(0xCC, ImageFiles.decode(encoded(palette, "png"), "palette.png").blue(1, 1));
    BufferedImage alpha = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    alpha.setRGB(2, 1, 0x01102030);
    assertEquals(0x10, ImageFiles.decode(encoded(alpha, "png"), "alpha.png").red(2, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp"})
  void truncatedFileIsNamedWithTheWayOut(String format) throws IOException {
    byte[] whole = encoded(toBuffered(IMAGE), format);
    for (int length : new int[] {3, whole.length / 4, whole.length / 2, whole.length * 9 / 10}) {
      byte[] part = Arrays.copyOf(whole, length);
      String message = message(() -> ImageFiles.decode(part, "x." + format));
      assertTrue(message.startsWith("x." + format + ": "), message);
      assertTrue(message.endsWith(")"), message);
    }
  }

  @Test
  void missingEmptyFolderAndForeignFilesAreRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Path directory = Files.createDirectory(folder.resolve("x.png"));
    Path text = Files.writeString(folder.resolve("text.jpg"), "not an image at all");
    for (Path path : new Path[] {empty, directory, text, folder.resolve("none.png")}) {
      String message = message(() -> ImageFiles.read(path));
      assertTrue(message.startsWith(path + ": ") && message.endsWith(")"), message);
    }
  }

  @Test
  void absurdSizeIsRefusedBeforeItsPixelsAreMade() throws IOException {
    byte[] png = encoded(toBuffered(IMAGE), "png");
    ByteBuffer.wrap(png).putInt(16, 2_000_000).putInt(20, 2_000_000); // IHDR
    String message = message(() -> ImageFiles.decode(png, "bomb.png"));
    assertTrue(message.startsWith("bomb.png: "), message);
  }

  @Test
  void namesTellImagesFromOtherFiles() {
    assertTrue(ImageFiles.looksLikeImage(Path.of("a/B.JPG")));
    assertTrue(ImageFiles.looksLikeImage(Path.of("c.jpeg")));
    assertFalse(ImageFiles.looksLikeImage(Path.of("notes.txt")));
    assertFalse(ImageFiles.looksLikeImage(Path.of("png")));
  }

  private static String message(Executable action) {
    return String.valueOf(assertThrows(DataException.class, action).getMessage());
  }

  private static BufferedImage toBuffered(RgbImage image) {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        buffered.setRGB(x, y, image.red(x, y) << 16 | image.green(x, y) << 8 | image.blue(x, y));
      }
    }
    return buffered;
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, out));
    return out.toByteArray();
  }
}
