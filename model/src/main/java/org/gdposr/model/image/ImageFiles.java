package org.gdposr.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.gdposr.model.DataException;

/**
 * Image files of PNG, JPEG and BMP as 8-bit RGB. Samples are taken as they are stored, as Pillow's
 * {@code convert('RGB')} does: colour profiles and EXIF orientation are ignored, alpha is dropped,
 * 16-bit samples give their high byte.
 */
public final class ImageFiles {
  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp");
  private static final long MAX_PIXELS = 100_000_000;
  private static final long MAX_BYTES = 1L << 30;

  private ImageFiles() {}

  /** Whether the name ends as an image file's does: png, jpg, jpeg or bmp. */
  public static boolean looksLikeImage(Path path) {
    String name = path.toString();
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /**
   * Reads an image file.
   *
   * @throws DataException {@code NAME: reason (next step)} when it is missing, truncated, too large
   *     or no image
   */
  public static RgbImage read(Path path) {
    return decode(bytes(path, path.toString()), path.toString());
  }

  /**
   * A file's bytes.
   *
   * @param name what error messages call it
   * @throws DataException when it can't be read or is over 1 GiB
   */
  public static byte[] bytes(Path path, String name) {
    try {
      if (Files.isDirectory(path)) {
        throw new DataException(name + ": is a folder (expected: an image file)");
      }
      long size = Files.size(path);
      if (size == 0) {
        throw new DataException(name + ": empty file (copy it again or remove it)");
      }
      if (size > MAX_BYTES) {
        throw new DataException(
            name + ": " + size + " bytes (expected: at most " + MAX_BYTES + ")");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new DataException(name + ": no such file (check the path)", e);
    } catch (IOException e) {
      throw new DataException(name + ": can't be read: " + e + " (check its permissions)", e);
    }
  }

  /**
   * The image in a file's bytes.
   *
   * @param name what error messages call it
   * @throws DataException as {@link #read}
   */
  public static RgbImage decode(byte[] file, String name) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataException(name + ": not a PNG, JPEG or BMP image (convert it or remove it)");
      }
      ImageReader reader = readers.next();
      try {
        return decode(reader, in, file, name);
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // readers throw all kinds of unchecked exceptions on damaged files
      throw new DataException(
          name + ": damaged or truncated: " + reason(e) + " (copy it again or remove it)", e);
    }
  }

  private static RgbImage decode(ImageReader reader, ImageInputStream in, byte[] file, String name)
      throws IOException {
    Truncation truncation = new Truncation();
    reader.addIIOReadWarningListener(truncation);
    reader.setInput(in, true, true);
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width < 1 || height < 1 || width * height > MAX_PIXELS) {
      throw new DataException(
          name
              + ": "
              + width
              + "×"
              + height
              + " pixels (expected: at most "
              + MAX_PIXELS
              + " pixels; crop or shrink it)");
    }
    RgbImage image =
        CmykJpeg.matches(file)
            ? CmykJpeg.decode(reader.readRaster(0, null), file)
            : RasterSamples.rgb(reader.read(0), name);
    if (truncation.seen()) {
      throw new DataException(name + ": truncated (copy it again or remove it)");
    }
    return image;
  }

  /** Writes a PNG file whose bytes depend on the pixels only. */
  public static void writePng(Path path, RgbImage image) {
    try {
      Files.write(path, png(image));
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": can't be written", e);
    }
  }

  private static byte[] png(RgbImage image) throws IOException {
    BufferedImage buffered =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) buffered.getRaster().getDataBuffer()).getData();
    byte[] rgb = image.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(buffered, "png", out)) {
        throw new IOException("this Java has no PNG writer");
      }
    }
    return bytes.toByteArray();
  }

  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
