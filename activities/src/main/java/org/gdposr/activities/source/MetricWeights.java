package org.gdposr.activities.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.FileDigest;

/** The files of the folder that {@code metrics.weights} names. */
public final class MetricWeights {
  private final FolderCache digests;

  /**
   * @param cacheFolder remembers digests
   */
  public MetricWeights(Path cacheFolder) {
    digests = new FolderCache(cacheFolder.resolve("weights"));
  }

  /**
   * SHA-256 by name. Reads files only if they changed since the last time.
   *
   * @throws StageFailure of class DATA naming every file that is missing
   */
  public SortedMap<String, String> digests(Path folder, List<String> files) {
    List<String> missing =
        files.stream().filter(name -> !Files.isRegularFile(folder.resolve(name))).toList();
    if (!missing.isEmpty()) {
      throw new StageFailure(
          FailureType.DATA, "metrics.weights: " + folder + " lacks " + String.join(", ", missing));
    }
    SortedMap<String, String> found = new TreeMap<>();
    for (String name : files) {
      Path file = folder.resolve(name);
      found.put(
          name,
          digests.value(file, "file digest", FileDigest.class, () -> FileDigest.of(file)).sha256());
    }
    return found;
  }
}
