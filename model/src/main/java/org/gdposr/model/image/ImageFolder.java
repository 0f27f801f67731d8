package org.gdposr.model.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.gdposr.model.DataException;

/** The image files of a folder. */
public final class ImageFolder {
  private ImageFolder() {}

  /**
   * Images in the order of names: neither hidden ones nor those of subfolders; may be empty.
   *
   * @throws DataException if the folder can't be read
   */
  public static List<Path> images(Path folder) {
    return list(folder, file -> ImageFiles.looksLikeImage(file) && !Files.isDirectory(file));
  }

  /**
   * As {@link #images}, at least one.
   *
   * @throws DataException if there is none or the folder can't be read
   */
  public static List<Path> someImages(Path folder) {
    List<Path> images = images(folder);
    if (images.isEmpty()) {
      throw new DataException(
          folder + ": no image files (expected: at least one png, jpg, jpeg or bmp)");
    }
    return images;
  }

  /**
   * Folders in a folder, in the order of names, without hidden ones.
   *
   * @throws DataException if the folder can't be read
   */
  public static List<Path> folders(Path folder) {
    return list(folder, Files::isDirectory);
  }

  private static List<Path> list(Path folder, Predicate<Path> kept) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
          .filter(kept)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(folder + ": can't be read: " + e + " (check its permissions)", e);
    }
  }
}
