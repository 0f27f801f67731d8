package org.gdposr.activities.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Immutable files, addressed by their content: {@code objects/<sha256>}. */
public final class ArtifactStore {
  private static final Logger log = LoggerFactory.getLogger(ArtifactStore.class);

  private final ObjectStore objects;

  public ArtifactStore(ObjectStore objects) {
    this.objects = objects;
  }

  /** The store beneath. */
  public ObjectStore objects() {
    return objects;
  }

  /**
   * Uploads a file unless an object of its digest and size is there.
   *
   * @param name the name it is published under
   */
  public ArtifactFile publish(String name, Path file) {
    FileDigest digest = FileDigest.of(file);
    ArtifactFile artifact = new ArtifactFile(name, digest.sha256(), digest.bytes());
    if (!present(artifact)) {
      objects.upload(StoreLayout.object(artifact.sha256()), file);
    }
    return artifact;
  }

  /** Whether the object is there with its size; its bytes are not read. */
  public boolean present(ArtifactFile file) {
    return objects.size(StoreLayout.object(file.sha256())).equals(Optional.of(file.bytes()));
  }

  /**
   * Downloads a file and verifies its digest; {@code target} appears complete or not at all.
   *
   * @param target replaced if it exists
   * @return target
   * @throws StageFailure of class DATA, if the object is missing, or if its bytes are not those
   *     that were published: then it is deleted, so that its producer runs again
   */
  public Path fetch(ArtifactFile file, Path target) {
    String key = StoreLayout.object(file.sha256());
    // read twice: a bad transfer alone deletes nothing
    for (int attempt = 0; attempt < 2; attempt++) {
      if (download(key, file, target)) {
        return target;
      }
    }
    log.warn("{} does not hold the bytes of {}: deleted", key, file.name());
    objects.delete(key);
    throw new StageFailure(
        FailureType.DATA,
        file.name()
            + ": its object "
            + key
            + " was corrupted and is deleted; resume makes it again");
  }

  /** Whether the object at {@code key} held the bytes of {@code file}, which are now at target. */
  boolean download(String key, ArtifactFile file, Path target) {
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try {
        Files.createDirectories(target.toAbsolutePath().getParent());
        objects.download(key, part);
        FileDigest digest = FileDigest.of(part);
        if (!digest.equals(new FileDigest(file.sha256(), file.bytes()))) {
          return false;
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw StoreFailures.local(target, e);
    }
  }
}
