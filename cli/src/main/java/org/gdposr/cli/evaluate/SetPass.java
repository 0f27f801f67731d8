package org.gdposr.cli.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.fid.FeatureMoments;
import org.gdposr.model.metric.fid.Fid;
import org.gdposr.model.metric.fid.FidResize;
import org.gdposr.model.torch.Torch;

/**
 * Scores sets by FID. Each image's features become a file of the work folder, so that they are
 * computed once, whichever sets it is in and however often the evaluation is interrupted.
 */
final class SetPass {
  private final EvaluateTask task;
  private final ScoredItems items;
  private final NDManager manager;
  private final MetricName metric;
  private final Path folder;
  private Optional<Fid> fid = Optional.empty();
  private Optional<Reference> last = Optional.empty();

  /** Moments of HR images, which several sets may share. */
  private record Reference(String digest, FeatureMoments moments) {}

  /** An image by its content. */
  private record Source(Path file, String sha256) {}

  SetPass(EvaluateTask task, ScoredItems items, NDManager manager, MetricName metric) {
    this.task = task;
    this.items = items;
    this.manager = manager;
    this.metric = metric;
    folder = Path.of(task.work()).resolve(metric.word());
  }

  void run() {
    try {
      Files.createDirectories(folder);
      int first = 0;
      for (int set = 0; set < task.sets().size(); set++) {
        int count = task.sets().get(set).items().size();
        score(set, first, first + count);
        first += count;
      }
    } catch (DataException e) {
      items.missing(metric, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      last.ifPresent(reference -> reference.moments().close());
    }
  }

  private void score(int set, int from, int to) throws IOException {
    List<Source> restored = new ArrayList<>();
    List<Source> references = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int item = from; item < to; item++) {
      Optional<ScoredItems.Digests> digests = items.digests(item);
      if (digests.isPresent()) {
        numbers.add(item);
        restored.add(new Source(items.item(item).image(), digests.get().sr()));
        references.add(
            new Source(Path.of(items.item(item).hr().orElseThrow()), digests.get().hr()));
      }
    }
    String sr = digest(restored);
    String hr = digest(references);
    Optional<Double> known = items.ofSet(sr, hr, metric);
    if (known.isEmpty()) {
      for (int i = 0; i < numbers.size(); i++) {
        features(restored.get(i));
        features(references.get(i));
        items.sayFeatures(numbers.get(i), metric);
      }
      try (FeatureMoments moments = moments(restored)) {
        double score = moments.distance(reference(references, hr));
        if (!Double.isFinite(score)) {
          throw new DataException("the score is " + score + " (expected: a number)");
        }
        items.addSet(set, sr, hr, metric, score);
      }
    }
    items.saySet(set, metric, items.ofSet(sr, hr, metric).orElseThrow());
  }

  private static String digest(List<Source> images) {
    return Json.sha256(images.stream().map(Source::sha256).toList());
  }

  private FeatureMoments reference(List<Source> images, String digest) throws IOException {
    if (last.isEmpty() || !last.get().digest().equals(digest)) {
      last.ifPresent(reference -> reference.moments().close());
      last = Optional.empty();
      last = Optional.of(new Reference(digest, moments(images)));
    }
    return last.get().moments();
  }

  private FeatureMoments moments(List<Source> images) throws IOException {
    FeatureMoments moments = new FeatureMoments(manager, Fid.FEATURES);
    for (Source image : images) {
      float[] values = features(image);
      try (NDArray features = Torch.tensor(manager, values, new Shape(1, Fid.FEATURES))) {
        moments.add(features);
      }
    }
    return moments;
  }

  private float[] features(Source image) throws IOException {
    Path file = folder.resolve(image.sha256());
    if (!Files.exists(file)) {
      write(file, computed(ImageFiles.read(image.file())));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[Fid.FEATURES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private float[] computed(RgbImage image) {
    if (fid.isEmpty()) {
      fid = Optional.of(Fid.load(manager, Path.of(task.weights()), FidResize.of(metric)));
    }
    try (NDArray features = fid.get().features(List.of(image))) { // (1, 2048)
      return features.toFloatArray();
    }
  }

  private static void write(Path file, float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, bytes.array());
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
