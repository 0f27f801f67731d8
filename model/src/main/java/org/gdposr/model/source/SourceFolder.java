package org.gdposr.model.source;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;

/** A folder of photographs, with its subfolders. */
public final class SourceFolder {
  private final Path folder;
  private final int minimumSide;
  private final List<SourceFile> usable = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final Map<String, String> nameOfContent = new HashMap<>();

  private SourceFolder(Path folder, int minimumSide) {
    this.folder = folder;
    this.minimumSide = minimumSide;
  }

  /**
   * Decodes every image file of a folder, in the order of names. Files of other kinds are passed
   * over, links that leave the folder are skipped, and of equal files the first is kept.
   *
   * @param minimumSide smaller images are skipped, pixels
   * @throws DataException when the folder can't be read or has no usable image
   */
  public static SourceSurvey survey(Path folder, int minimumSide) {
    if (!Files.isDirectory(folder)) {
      String why = Files.exists(folder) ? "is a file" : "no such folder";
      throw new DataException(
          "data.images: "
              + folder
              + ": "
              + why
              + " (name a folder of PNG, JPEG or BMP images, or "
              + DataSpec.DEAD_LEAVES
              + ")");
    }
    SourceFolder source;
    try {
      source = new SourceFolder(folder.toRealPath(), minimumSide);
      for (Path file : imageFiles(source.folder)) {
        source.add(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          "data.images: "
              + folder
              + ": can't be read: "
              + e.getMessage()
              + " (check its permissions)",
          e);
    }
    source.requireUsable(folder);
    return new SourceSurvey(source.usable, source.skipped);
  }

  private static List<Path> imageFiles(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> !path.equals(folder))
          .filter(ImageFiles::looksLikeImage)
          .sorted(Comparator.comparing(path -> name(folder, path)))
          .toList();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  private void add(Path file) {
    String name = name(folder, file);
    try {
      if (!file.toRealPath().startsWith(folder)) {
        skip(name, "links to a file outside the folder (copy the file itself)");
        return;
      }
      byte[] bytes = ImageFiles.bytes(file, name);
      String sha256 = sha256(bytes);
      String twin = nameOfContent.putIfAbsent(sha256, name);
      if (twin != null) {
        skip(name, "the same content as " + twin + " (kept once)");
        return;
      }
      RgbImage image = ImageFiles.decode(bytes, name);
      if (Math.min(image.width(), image.height()) < minimumSide) {
        skip(
            name,
            image + " pixels (expected: each side >= data.minimumSide = " + minimumSide + ")");
        return;
      }
      usable.add(new SourceFile(name, sha256, bytes.length, image.width(), image.height()));
    } catch (IOException e) {
      skip(name, "can't be read: " + e + " (check the link or its permissions)");
    } catch (DataException e) {
      skip(name, String.valueOf(e.getMessage()).substring(name.length() + 2));
    }
  }

  private void skip(String name, String reason) {
    skipped.add(new SkippedFile(name, reason));
  }

  private void requireUsable(Path asGiven) {
    if (!usable.isEmpty()) {
      return;
    }
    if (skipped.isEmpty()) {
      throw new DataException(
          "data.images: "
              + asGiven
              + ": no image files (expected: at least one png, jpg, jpeg or bmp)");
    }
    SkippedFile first = skipped.get(0);
    throw new DataException(
        "data.images: "
            + asGiven
            + ": none of "
            + skipped.size()
            + " images is usable; "
            + first.name()
            + ": "
            + first.reason());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
