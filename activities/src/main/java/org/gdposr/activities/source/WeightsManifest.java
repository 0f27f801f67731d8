package org.gdposr.activities.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.storage.FileDigest;
import org.gdposr.model.DataException;

/**
 * The digests of a folder of weights, as {@code manifest.json} in it keeps them.
 *
 * @param files by their path from the folder
 */
public record WeightsManifest(SortedMap<String, FileDigest> files) {
  /** Its name in the folder; it lists all other files. */
  public static final String NAME = "manifest.json";

  public WeightsManifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Digests all files of a folder; those that are as they were the last time are not read again.
   *
   * @param cacheFolder remembers digests
   * @throws DataException if the folder cannot be listed
   */
  public static WeightsManifest of(Path folder, Path cacheFolder) {
    FolderCache cache = new FolderCache(cacheFolder.resolve("weights"));
    TreeMap<String, FileDigest> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!name.equals(NAME)) {
          files.put(
              name, cache.value(file, "file digest", FileDigest.class, () -> FileDigest.of(file)));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(folder + ": cannot be read: " + e.getMessage(), e);
    }
    return new WeightsManifest(files);
  }

  /**
   * One digest of a file's content, or of a folder's files with their names.
   *
   * @param cacheFolder remembers digests of files
   * @throws DataException if the folder cannot be listed
   */
  public static String digest(Path fileOrFolder, Path cacheFolder) {
    return Json.sha256(of(fileOrFolder, cacheFolder).files());
  }

  /**
   * What the folder itself says; empty if it has no manifest.
   *
   * @throws DataException if the manifest cannot be read
   */
  public static Optional<WeightsManifest> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.read(Files.readAllBytes(file), WeightsManifest.class));
    } catch (IOException | RuntimeException e) {
      throw new DataException(
          file + ": not a manifest of weights (expected: sha256 and bytes of each file)", e);
    }
  }

  /** Puts it into the folder. */
  public void write(Path folder) {
    Path part = folder.resolve(NAME + ".part");
    try {
      Files.write(part, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
      Files.move(part, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(NAME), e);
    }
  }

  /** How files differ from what this says: a line for each that is missing or changed. */
  public List<String> differences(WeightsManifest found) {
    List<String> lines = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(files.keySet());
    names.addAll(found.files().keySet());
    for (String name : names) {
      FileDigest said = files.get(name);
      FileDigest is = found.files().get(name);
      if (is == null) {
        lines.add(name + ": missing");
      } else if (said != null && !said.equals(is)) {
        lines.add(name + ": " + is.sha256() + " (expected: " + said.sha256() + ")");
      }
    }
    return lines;
  }

  /** Digest of a file; empty if it is not listed. */
  public Optional<String> sha256(String name) {
    return Optional.ofNullable(files.get(name)).map(FileDigest::sha256);
  }
}
