package org.gdposr.model.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
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
    return decode(file, name, RasterSamples::rgb, CmykJpeg::decode);
  }

  /**
   * The image in a file's bytes with its depth and alpha, turned as its EXIF orientation asks.
   *
   * @param name what error messages call it
   * @throws DataException as {@link #read}
   */
  public static StoredImage decodeStored(byte[] file, String name) {
    return decode(
            file,
            name,
            RasterSamples::stored,
            (raster, bytes) ->
                new StoredImage(CmykJpeg.decode(raster, bytes), Optional.empty(), false, 8))
        .upright(Orientation.of(file));
  }

  private static <T> T decode(
      byte[] file,
      String name,
      BiFunction<BufferedImage, String, T> samples,
      BiFunction<Raster, byte[], T> inks) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataException(name + ": not a PNG, JPEG or BMP image (convert it or remove it)");
      }
      ImageReader reader = readers.next();
      try {
        requireSize(reader, in, name);
        Truncation truncation = new Truncation();
        reader.addIIOReadWarningListener(truncation);
        T image =
            CmykJpeg.matches(file)
                ? inks.apply(reader.readRaster(0, null), file)
                : samples.apply(reader.read(0), name);
        if (truncation.seen()) {
          throw new DataException(name + ": truncated (copy it again or remove it)");
        }
        return image;
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

  private static void requireSize(ImageReader reader, ImageInputStream in, String name)
      throws IOException {
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
  }

  /** Writes a PNG file whose bytes depend on the pixels only. */
  public static void writePng(Path path, RgbImage image) {
    try {
      PngFile.write(path, Picture.of(image), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": can't be written", e);
    }
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
