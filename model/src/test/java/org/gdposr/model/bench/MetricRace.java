package org.gdposr.model.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.fid.FeatureMoments;
import org.gdposr.model.metric.fid.Fid;
import org.gdposr.model.metric.fid.FidResize;
import org.gdposr.model.scoring.ImageScorer;
import org.gdposr.model.scoring.ImageScorers;
import org.gdposr.model.torch.Torch;

/**
 * A metric beside {@code bench/races/metric.py}: both answer the words of {@link Turns}; {@code
 * scores} gives the score of every image, of FID that of the two folders.
 *
 * <p>Arguments: the metric's label, folder of weights, folder of images ({@code sr} and {@code
 * hr}), threads.
 */
public final class MetricRace {
  private static final int FID_BATCH = 8; // pyiqa's

  private MetricRace() {}

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    MetricName metric = MetricName.of(args[0]).orElseThrow();
    Path weights = Path.of(args[1]);
    Path images = Path.of(args[2]);
    if (ImageScorers.plain(metric)) {
      ofImages(start, ImageScorers.plain(metric, weights), images);
      return;
    }
    try (NDManager manager = Torch.start(Integer.parseInt(args[3]))) {
      if (metric == MetricName.FID) {
        ofSets(start, Fid.load(manager, weights, FidResize.CLEAN), images);
      } else {
        ofImages(start, ImageScorers.open(metric, manager, weights), images);
      }
    }
  }

  private record Pair(RgbImage restored, RgbImage reference) {}

  private static void ofImages(long start, ImageScorer scorer, Path images) throws IOException {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    for (Path file : files(images.resolve("sr"))) {
      String name = file.getFileName().toString();
      RgbImage reference = ImageFiles.read(images.resolve("hr").resolve(name));
      pairs.put(name.replace(".png", ""), new Pair(ImageFiles.read(file), reference));
    }
    Pair first = pairs.values().iterator().next();
    Turns.take(
        start,
        () -> scorer.score(first.restored(), first.reference()),
        line -> {
          Map<String, Double> scores = new LinkedHashMap<>();
          pairs.forEach((name, p) -> scores.put(name, scorer.score(p.restored(), p.reference())));
          return Map.of("scores", scores);
        });
  }

  private static void ofSets(long start, Fid fid, Path images) throws IOException {
    String count = files(images.resolve("sr")).size() + " images";
    Turns.take(
        start,
        () -> distance(fid, images),
        line -> Map.of("scores", Map.of(count, distance(fid, images))));
  }

  private static double distance(Fid fid, Path images) {
    try (FeatureMoments restored = moments(fid, images.resolve("sr"));
        FeatureMoments reference = moments(fid, images.resolve("hr"))) {
      return restored.distance(reference);
    }
  }

  private static FeatureMoments moments(Fid fid, Path folder) {
    FeatureMoments moments = fid.moments();
    List<Path> files = files(folder);
    for (int i = 0; i < files.size(); i += FID_BATCH) {
      List<RgbImage> batch = new ArrayList<>();
      for (Path file : files.subList(i, Math.min(i + FID_BATCH, files.size()))) {
        batch.add(ImageFiles.read(file));
      }
      try (NDArray features = fid.features(batch)) {
        moments.add(features);
      }
    }
    return moments;
  }

  /** In the order of names. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
