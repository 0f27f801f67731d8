package org.gdposr.activities.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.FileDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local copies of published files by content, shared by processes: a copy appears by an atomic
 * rename and is never written again.
 */
final class ContentCache {
  private static final Logger log = LoggerFactory.getLogger(ContentCache.class);

  private final Path folder;
  private final ArtifactStore artifacts;

  ContentCache(Path folder, ArtifactStore artifacts) {
    this.folder = folder;
    this.artifacts = artifacts;
  }

  /** Puts a verified copy of a file at {@code target}, as a link where that is possible. */
  Path place(ArtifactFile file, Path target) {
    Path copy = folder.resolve(file.sha256().substring(0, 2)).resolve(file.sha256());
    try {
      Folders.create(copy.resolveSibling(""));
      Folders.create(target.resolveSibling(""));
      if (Files.exists(copy) && !holds(copy, file)) {
        log.warn("{}: the copy of {} is damaged; fetching it again", copy, file.name());
        Files.deleteIfExists(copy);
      }
      if (!Files.exists(copy)) {
        artifacts.fetch(file, copy);
      }
      link(copy, target);
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void link(Path copy, Path target) throws IOException {
    try {
      Files.createLink(target, copy);
    } catch (UnsupportedOperationException | IOException e) {
      // another file system
      Files.copy(copy, target);
    }
  }

  private static boolean holds(Path copy, ArtifactFile file) throws IOException {
    return Files.size(copy) == file.bytes() && FileDigest.of(copy).sha256().equals(file.sha256());
  }
}
