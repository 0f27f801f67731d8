package org.gdposr.activities.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** For tests: spoils the first download. */
final class FlakyDownloads implements ObjectStore {
  private final ObjectStore objects;
  private boolean spoilt;

  FlakyDownloads(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public void download(String key, Path file) {
    if (spoilt) {
      objects.download(key, file);
      return;
    }
    spoilt = true;
    try {
      Files.write(file, new byte[] {1, 2, 3});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<byte[]> find(String key) {
    return objects.find(key);
  }

  @Override
  public void put(String key, byte[] content) {
    objects.put(key, content);
  }

  @Override
  public boolean createOnce(String key, byte[] content) {
    return objects.createOnce(key, content);
  }

  @Override
  public void upload(String key, Path file) {
    objects.upload(key, file);
  }

  @Override
  public Optional<Long> size(String key) {
    return objects.size(key);
  }

  @Override
  public List<String> list(String prefix) {
    return objects.list(prefix);
  }

  @Override
  public void delete(String key) {
    objects.delete(key);
  }
}
