package org.gdposr.activities.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;

/** For tests: a store in memory. */
public final class MemoryObjectStore implements ObjectStore {
  /** The objects, for tests to spoil. */
  public final ConcurrentSkipListMap<String, byte[]> map = new ConcurrentSkipListMap<>();

  @Override
  public Optional<byte[]> find(String key) {
    return Optional.ofNullable(map.get(StoreKeys.checked(key)));
  }

  @Override
  public void put(String key, byte[] content) {
    map.put(StoreKeys.checked(key), content);
  }

  @Override
  public boolean createOnce(String key, byte[] content) {
    byte[] stored = map.putIfAbsent(StoreKeys.checked(key), content);
    return stored == null || Arrays.equals(stored, content);
  }

  @Override
  public void upload(String key, Path file) {
    try {
      put(key, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void download(String key, Path file) {
    byte[] content =
        find(key)
            .orElseThrow(() -> new StageFailure(FailureType.DATA, "store: " + key + " is missing"));
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Long> size(String key) {
    return find(key).map(content -> (long) content.length);
  }

  @Override
  public List<String> list(String prefix) {
    return map.navigableKeySet().tailSet(prefix).stream()
        .takeWhile(key -> key.startsWith(prefix))
        .toList();
  }

  @Override
  public void delete(String key) {
    map.remove(StoreKeys.checked(key));
  }

  @Override
  public String toString() {
    return "memory";
  }
}
