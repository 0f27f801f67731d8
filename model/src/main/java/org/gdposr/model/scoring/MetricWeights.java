package org.gdposr.model.scoring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
  private static final Map<String, Known> FILES = known();

  private MetricWeights() {}

  /** The tensors of a file that fits, none where it holds none. */
  @FunctionalInterface
  private interface Look {
    List<TensorSource> at(Path file);
  }

  private record Known(String role, Look look) {}

  /** Official names of every file that some metric takes, in the order of {@link MetricName}. */
  public static Set<String> files() {
    return FILES.keySet();
  }

  /** What one of {@link #files} is, in a word or two. */
  public static String role(String file) {
    return known(file).role;
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
    return known(file.getFileName().toString()).look.at(file);
  }

  private static Known known(String file) {
    Known known = FILES.get(file);
    if (known == null) {
      throw new IllegalArgumentException("file: " + file + " (expected: one of " + files() + ")");
    }
    return known;
  }

  private static Map<String, Known> known() {
    Map<String, Known> files = new LinkedHashMap<>();
    files.put(Lpips.ALEX_FILE, network("LPIPS alex", Lpips::checkAlex));
    files.put(FeatureNetwork.ALEXNET_FILE, network("AlexNet", FeatureNetwork::checkAlexNet));
    files.put(Lpips.VGG_FILE, network("LPIPS vgg", Lpips::checkVgg));
    files.put(FeatureNetwork.VGG16_FILE, network("VGG16", FeatureNetwork::checkVgg16));
    files.put(Fid.FILE, network("Inception", Fid::check));
    files.put(Dists.FILE, network("DISTS", Dists::check));
    files.put(ManiqaVariant.PIPAL_FILE, network("MANIQA", Maniqa::check));
    files.put(ManiqaVariant.KONIQ_FILE, network("MANIQA koniq", Maniqa::check));
    files.put(Musiq.FILE, network("MUSIQ", Musiq::check));
    files.put(ClipIqa.FILE, network("CLIP RN50", ClipIqa::check));
    files.put(AFine.FILE, new Known("A-FINE", AFine::check));
    files.put(NiqeModel.FILE, new Known("NIQE", MetricWeights::niqe));
    return Collections.unmodifiableMap(files);
  }

  private static Known network(String role, Function<Path, TensorSource> check) {
    return new Known(role, file -> List.of(check.apply(file)));
  }

  private static List<TensorSource> niqe(Path file) {
    NiqeModel.read(file);
    return List.of();
  }
}
