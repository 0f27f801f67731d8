package org.gdposr.activities.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;

/**
 * Read-only view of the folder behind an {@link EmbeddedS3}, whether or not the server runs. Every
 * write throws a failure of class CONFIG.
 */
public final class FolderObjectStore implements ObjectStore {
  private final Path bucket;

  /**
   * @param folder as given to {@link EmbeddedS3#start}; may be absent, which is an empty store
   */
  public FolderObjectStore(Path folder) {
    bucket = folder.resolve(EmbeddedS3.BUCKET);
  }

  @Override
  public Optional<byte[]> find(String key) {
    Path file = file(key);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreFailures.local(file, e);
    }
  }

  @Override
  public void download(String key, Path file) {
    try {
      Files.copy(file(key), file);
    } catch (NoSuchFileException e) {
      throw new StageFailure(FailureType.DATA, "store: " + key + " is missing", e);
    } catch (IOException e) {
      throw StoreFailures.local(file, e);
    }
  }

  @Override
  public Optional<Long> size(String key) {
    Path file = file(key);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.size(file)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw StoreFailures.local(file, e);
    }
  }

  @Override
  public List<String> list(String prefix) {
    // the folder that holds all matches: what follows the last slash is a start of names
    Path start = bucket.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    List<String> keys = new ArrayList<>();
    try {
      Files.walkFileTree(start, new KeyVisitor(keys));
    } catch (IOException e) {
      throw StoreFailures.local(start, e);
    }
    return keys.stream()
        .filter(key -> key.startsWith(prefix) && StoreKeys.complete(key))
        .sorted()
        .toList();
  }

  @Override
  public void put(String key, byte[] content) {
    throw readOnly(key);
  }

  @Override
  public boolean createOnce(String key, byte[] content) {
    throw readOnly(key);
  }

  @Override
  public void upload(String key, Path file) {
    throw readOnly(key);
  }

  @Override
  public void delete(String key) {
    throw readOnly(key);
  }

  @Override
  public String toString() {
    return bucket.toString();
  }

  private Path file(String key) {
    return bucket.resolve(StoreKeys.checked(key));
  }

  private static StageFailure readOnly(String key) {
    return new StageFailure(
        FailureType.CONFIG, "store: " + key + " cannot be written: this view is read-only");
  }

  /** Collects regular files; what vanishes meanwhile is skipped. */
  private final class KeyVisitor extends SimpleFileVisitor<Path> {
    private final List<String> keys;

    KeyVisitor(List<String> keys) {
      this.keys = keys;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        keys.add(bucket.relativize(file).toString().replace('\\', '/'));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
