package org.gdposr.activities.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gdposr.activities.payload.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what was computed from a folder's files, as long as their names, sizes and times of
 * change stay as they were. Processes may share it.
 */
final class FolderCache {
  private static final Logger log = LoggerFactory.getLogger(FolderCache.class);

  private final Path cacheFolder;

  FolderCache(Path cacheFolder) {
    this.cacheFolder = cacheFolder;
  }

  /**
   * @param purpose tells apart what is computed from one folder
   * @param type plain record or text
   */
  <T> T value(Path folder, String purpose, Class<T> type, Supplier<T> computation) {
    Optional<String> stamp = stamp(folder);
    Path memory =
        cacheFolder.resolve(
            Json.sha256(List.of(folder.toAbsolutePath().normalize().toString(), purpose))
                + ".json");
    Optional<T> known = stamp.flatMap(now -> recall(memory, now, type));
    if (known.isPresent()) {
      return known.get();
    }
    T value = computation.get();
    // the stamp was taken before: what changed meanwhile is computed anew next time
    stamp.ifPresent(
        before -> remember(memory, new Remembered(before, Json.MAPPER.valueToTree(value))));
    return value;
  }

  private static <T> Optional<T> recall(Path memory, String stamp, Class<T> type) {
    try {
      if (!Files.isRegularFile(memory)) {
        return Optional.empty();
      }
      Remembered remembered = Json.read(Files.readAllBytes(memory), Remembered.class);
      return remembered.stamp().equals(stamp)
          ? Optional.of(Json.MAPPER.treeToValue(remembered.value(), type))
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      log.warn("{} cannot be used and is made anew: {}", memory, e.getMessage());
      return Optional.empty();
    }
  }

  private static void remember(Path memory, Remembered remembered) {
    Path part = memory.resolveSibling(UUID.randomUUID() + ".part");
    try {
      Files.createDirectories(part.toAbsolutePath().getParent());
      Files.write(part, Json.write(remembered));
      Files.move(part, memory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // it is a cache: the value is good without it
      log.warn("{} cannot be written: {}", memory, e.getMessage());
    }
  }

  /** Digest of names, sizes and times; empty if the folder cannot be listed. */
  private static Optional<String> stamp(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> lines = files.sorted().map(file -> line(folder, file)).toList();
      return Optional.of(Json.sha256(lines));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static String line(Path folder, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      String change =
          attributes.isDirectory()
              ? "folder"
              : attributes.size() + " " + attributes.lastModifiedTime().toInstant();
      return folder.relativize(file) + " " + change;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param stamp of the folder when the value was computed
   */
  private record Remembered(String stamp, JsonNode value) {}
}
