package org.gdposr.model.scoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gdposr.model.DataException;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.NiqeModel;
import org.gdposr.model.metric.clip.AFine;
import org.gdposr.model.metric.clip.ClipIqa;
import org.gdposr.model.metric.fid.Fid;
import org.gdposr.model.metric.maniqa.Maniqa;
import org.gdposr.model.metric.maniqa.ManiqaVariant;
import org.gdposr.model.metric.musiq.Musiq;
import org.gdposr.model.metric.perceptual.Dists;
import org.gdposr.model.metric.perceptual.FeatureNetwork;
import org.gdposr.model.metric.perceptual.Lpips;
import org.gdposr.model.weights.TensorSource;

/** The metrics' official files in a folder, by names and shapes; needs no engine. */
public final class MetricWeights {
  private static final Map<String, Look> LOOKS = looks();

  private MetricWeights() {}

  /** The tensors of a file that fits, none where it holds none. */
  @FunctionalInterface
  private interface Look {
    List<TensorSource> at(Path file);
  }

  /** Official names of every file that some metric takes, in the order of {@link MetricName}. */
  public static Set<String> files() {
    return LOOKS.keySet();
  }

  /** Official names of what a metric takes and the folder lacks. */
  public static List<String> missing(MetricName metric, Path folder) {
    return metric.files().stream()
        .filter(file -> !Files.isRegularFile(folder.resolve(file)))
        .toList();
  }

  /**
   * Whether a folder holds what a metric takes. Reads names and shapes, no values.
   *
   * @throws DataException naming the file that is missing, or what doesn't fit in it
   */
  public static void check(MetricName metric, Path folder) {
    List<String> missing = missing(metric, folder);
    if (!missing.isEmpty()) {
      throw new DataException(
          folder + ": " + metric.label() + ": missing " + String.join(", ", missing));
    }
    metric.files().forEach(file -> tensors(folder.resolve(file)));
  }

  /**
   * The tensors of one of {@link #files} that fits.
   *
   * @return by network; none for a file of other values
   * @throws DataException naming the file and all that doesn't fit
   */
  public static List<TensorSource> tensors(Path file) {
    Look look = LOOKS.get(file.getFileName().toString());
    if (look == null) {
      throw new IllegalArgumentException("file: " + file + " (expected: one of " + files() + ")");
    }
    return look.at(file);
  }

  private static Map<String, Look> looks() {
    Map<String, Look> looks = new LinkedHashMap<>();
    looks.put(Lpips.ALEX_FILE, file -> List.of(Lpips.checkAlex(file)));
    looks.put(FeatureNetwork.ALEXNET_FILE, file -> List.of(FeatureNetwork.checkAlexNet(file)));
    looks.put(Lpips.VGG_FILE, file -> List.of(Lpips.checkVgg(file)));
    looks.put(FeatureNetwork.VGG16_FILE, file -> List.of(FeatureNetwork.checkVgg16(file)));
    looks.put(Fid.FILE, file -> List.of(Fid.check(file)));
    looks.put(Dists.FILE, file -> List.of(Dists.check(file)));
    looks.put(ManiqaVariant.PIPAL_FILE, file -> List.of(Maniqa.check(file)));
    looks.put(ManiqaVariant.KONIQ_FILE, file -> List.of(Maniqa.check(file)));
    looks.put(Musiq.FILE, file -> List.of(Musiq.check(file)));
    looks.put(ClipIqa.FILE, file -> List.of(ClipIqa.check(file)));
    looks.put(AFine.FILE, AFine::check);
    looks.put(
        NiqeModel.FILE,
        file -> {
          NiqeModel.read(file);
          return List.of();
        });
    return Collections.unmodifiableMap(looks);
  }
}
