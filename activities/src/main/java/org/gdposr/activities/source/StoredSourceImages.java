package org.gdposr.activities.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.FileDigest;
import org.gdposr.model.source.SourceFile;
import org.gdposr.model.source.SourceImages;

/**
 * Uploaded source images, each downloaded and verified when it is first asked for. Processes may
 * share the cache folder.
 */
public final class StoredSourceImages implements SourceImages {
  private static final Pattern EXTENSION = Pattern.compile(".*(\\.[A-Za-z0-9]{1,5})");

  private final SourceManifest manifest;
  private final ArtifactStore artifacts;
  private final Path cacheFolder;
  private final ConcurrentHashMap<Integer, Path> verified = new ConcurrentHashMap<>();

  public StoredSourceImages(SourceManifest manifest, ArtifactStore artifacts, Path cacheFolder) {
    this.manifest = manifest;
    this.artifacts = artifacts;
    this.cacheFolder = cacheFolder;
  }

  @Override
  public int size() {
    return manifest.usable().size();
  }

  @Override
  public String name(int index) {
    return manifest.usable().get(index).name();
  }

  @Override
  public String sha256(int index) {
    return manifest.usable().get(index).sha256();
  }

  @Override
  public Path path(int index) {
    return verified.computeIfAbsent(index, this::verifiedCopy);
  }

  private Path verifiedCopy(int index) {
    SourceFile image = manifest.usable().get(index);
    Matcher extension = EXTENSION.matcher(image.name());
    String suffix = extension.matches() ? extension.group(1).toLowerCase(Locale.ROOT) : "";
    Path copy = cacheFolder.resolve(image.sha256() + suffix);
    if (Files.isRegularFile(copy)
        && FileDigest.of(copy).equals(new FileDigest(image.sha256(), image.bytes()))) {
      return copy;
    }
    return artifacts.fetch(Sources.artifact(image), copy);
  }
}
