package org.gdposr.activities.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.FileDigest;
import org.gdposr.model.DataException;

/** A folder of weights: of a base that {@code naosd.base} names, or of a model. */
public final class BaseWeights {
  private final FolderCache digests;
  private final String key;
  private final Consumer<Path> check;

  /** Digests alone, of a {@code naosd.base} that was checked before. */
  public BaseWeights(Path cacheFolder) {
    this(cacheFolder, "naosd.base", folder -> {});
  }

  /**
   * @param cacheFolder remembers digests of folders
   * @param key what names the folder, for messages
   * @param check throws DataException for weights that cannot be used
   */
  public BaseWeights(Path cacheFolder, String key, Consumer<Path> check) {
    digests = new FolderCache(cacheFolder.resolve("weights"));
    this.key = key;
    this.check = check;
  }

  /**
   * Digest of all files' names and contents, wherever the folder lies. Reads the files only if they
   * changed since the last time.
   *
   * @throws StageFailure of class CONFIG if it is no folder with {@code vae/} and {@code unet/}, of
   *     class DATA if its weights cannot be used
   */
  public String digest(Path folder) {
    if (!Files.isDirectory(folder.resolve("vae")) || !Files.isDirectory(folder.resolve("unet"))) {
      throw new StageFailure(
          FailureType.CONFIG,
          key
              + ": "
              + folder
              + " (expected: scratch, or a folder with vae/ and unet/ in diffusers' layout)");
    }
    try {
      check.accept(folder);
    } catch (DataException e) {
      throw new StageFailure(FailureType.DATA, key + ": " + e.getMessage(), e);
    }
    return digests.value(folder, "digest", String.class, () -> digestOf(key, folder));
  }

  private static String digestOf(String key, Path folder) {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.put(name, FileDigest.of(file).sha256());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new StageFailure(
          FailureType.DATA, key + ": " + folder + " cannot be read (" + e.getMessage() + ")", e);
    }
    return digestOf(files);
  }

  /**
   * The digest of a folder that holds these files.
   *
   * @param files digest by name, {@code /} between folders
   */
  public static String digestOf(SortedMap<String, String> files) {
    return Json.sha256(files);
  }
}
