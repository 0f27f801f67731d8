package org.gdposr.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.gdposr.activities.storage.ObjectStore;

/** For tests: a store in a folder that several processes may share. */
final class FolderStore implements ObjectStore {
  private final Path objects;
  private final Path parts;

  FolderStore(Path folder) {
    objects = Folders.create(folder.resolve("objects"));
    parts = Folders.create(folder.resolve("parts"));
  }

  @FunctionalInterface
  private interface Action<T> {
    T run() throws IOException;
  }

  private static <T> T io(Action<T> action) {
    try {
      return action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path at(String key) {
    return objects.resolve(key);
  }

  private Path part() {
    return parts.resolve(UUID.randomUUID().toString());
  }

  private static void parent(Path file) {
    Folders.create(Objects.requireNonNull(file.getParent()));
  }

  @Override
  public Optional<byte[]> find(String key) {
    return io(
        () -> {
          try {
            return Optional.of(Files.readAllBytes(at(key)));
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void put(String key, byte[] content) {
    upload(key, io(() -> Files.write(part(), content)));
  }

  @Override
  public boolean createOnce(String key, byte[] content) {
    return io(
        () -> {
          parent(at(key));
          try {
            Files.createLink(at(key), Files.write(part(), content));
            return true;
          } catch (FileAlreadyExistsException e) {
            return Arrays.equals(Files.readAllBytes(at(key)), content);
          }
        });
  }

  @Override
  public void upload(String key, Path file) {
    io(
        () -> {
          parent(at(key));
          Path part = Files.copy(file, part());
          return Files.move(part, at(key), StandardCopyOption.ATOMIC_MOVE);
        });
  }

  @Override
  public void download(String key, Path file) {
    io(() -> Files.copy(at(key), file));
  }

  @Override
  public Optional<Long> size(String key) {
    return io(
        () -> Files.isRegularFile(at(key)) ? Optional.of(Files.size(at(key))) : Optional.empty());
  }

  @Override
  public List<String> list(String prefix) {
    Path below = at(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    while (Files.isDirectory(below)) {
      try {
        return Folders.files(below).stream()
            .map(name -> objects.relativize(below.resolve(name)).toString())
            .filter(key -> key.startsWith(prefix))
            .toList();
      } catch (UncheckedIOException e) {
        // something was deleted meanwhile: list again
        continue;
      }
    }
    return List.of();
  }

  @Override
  public void delete(String key) {
    io(() -> Files.deleteIfExists(at(key)));
  }
}
