package org.gdposr.activities.source;

import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.storage.FileDigest;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.scoring.MetricWeights;
import org.gdposr.model.scoring.MetricsSpec;

/** The files of the folder that {@code metrics.weights} names. */
public final class MetricFiles {
  private final FolderCache digests;

  /**
   * @param cacheFolder remembers digests
   */
  public MetricFiles(Path cacheFolder) {
    digests = new FolderCache(cacheFolder.resolve("weights"));
  }

  /**
   * SHA-256 by name of all that metrics take. Reads files whole only if they changed since the last
   * time.
   *
   * @throws StageFailure of class DATA naming what is missing or doesn't fit
   */
  public SortedMap<String, String> digests(Path folder, Collection<MetricName> metrics) {
    try {
      metrics.forEach(metric -> MetricWeights.check(metric, folder));
    } catch (DataException e) {
      throw new StageFailure(FailureType.DATA, "metrics.weights: " + e.getMessage(), e);
    }
    SortedMap<String, String> found = new TreeMap<>();
    for (String name : MetricsSpec.files(metrics)) {
      Path file = folder.resolve(name);
      found.put(
          name,
          digests.value(file, "file digest", FileDigest.class, () -> FileDigest.of(file)).sha256());
    }
    return found;
  }
}
