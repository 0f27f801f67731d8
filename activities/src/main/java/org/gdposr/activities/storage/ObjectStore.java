package org.gdposr.activities.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of S3, in the few calls that the pipeline needs. Keys use {@code /} between parts and
 * characters {@code [A-Za-z0-9._-]} within them.
 *
 * <p>Every call throws {@link org.gdposr.activities.failure.StageFailure} of class INFRASTRUCTURE
 * when the store cannot be reached and of class DISK_FULL when it has no space.
 */
public interface ObjectStore {
  /** A small object's bytes. */
  Optional<byte[]> find(String key);

  /** Writes a small object, replacing any other. */
  void put(String key, byte[] content);

  /**
   * Writes an object of under 5 MB unless the key exists ({@code If-None-Match: *}).
   *
   * @return whether this call created it; if the answer was lost, the object is read back, and
   *     equal bytes mean success, so {@code content} must name its writer where that matters
   */
  boolean createOnce(String key, byte[] content);

  /** Uploads a file of any size. */
  void upload(String key, Path file);

  /** Downloads to a file that does not exist yet. */
  void download(String key, Path file);

  /** Size in bytes, if the object exists. */
  Optional<Long> size(String key);

  /** Keys that start with {@code prefix}, sorted. */
  List<String> list(String prefix);

  /** Deletes an object; does nothing if there is none. */
  void delete(String key);
}
