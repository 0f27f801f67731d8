package org.gdposr.activities.tracking;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.storage.ObjectStore;

/** For tests: a store whose calls can be made to fail one by one. */
abstract class ForwardingObjectStore implements ObjectStore {
  private final ObjectStore target;

  ForwardingObjectStore(ObjectStore target) {
    this.target = target;
  }

  @Override
  public Optional<byte[]> find(String key) {
    return target.find(key);
  }

  @Override
  public void put(String key, byte[] content) {
    target.put(key, content);
  }

  @Override
  public boolean createOnce(String key, byte[] content) {
    return target.createOnce(key, content);
  }

  @Override
  public void upload(String key, Path file) {
    target.upload(key, file);
  }

  @Override
  public void download(String key, Path file) {
    target.download(key, file);
  }

  @Override
  public Optional<Long> size(String key) {
    return target.size(key);
  }

  @Override
  public List<String> list(String prefix) {
    return target.list(prefix);
  }

  @Override
  public void delete(String key) {
    target.delete(key);
  }
}
