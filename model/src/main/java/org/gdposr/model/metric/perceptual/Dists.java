package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gdposr.model.DataException;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * Deep image structure and texture similarity (Ding et al. 2020): over the image itself and five
 * stages of VGG16 with L2 pooling, one less the weighted agreement of the features' means (texture)
 * and of their covariance (structure), per channel and over the whole image. 0 for equal images, at
 * most 1 or slightly more; lower is better.
 */
public final class Dists {
  /** The official weights, {@code alpha} and {@code beta}. */
  public static final String FILE = "DISTS_weights-f5e65c96.pth";

  private static final int IMAGE_CHANNELS = 3;
  private static final Shape PER_CHANNEL = new Shape(1, IMAGE_CHANNELS, 1, 1);
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  /** The inside of a Hanning window of 5 × 5. */
  private static final float[] WINDOW = {
    0.0625f, 0.125f, 0.0625f, 0.125f, 0.25f, 0.125f, 0.0625f, 0.125f, 0.0625f
  };

  /** What a file saved with the whole network holds besides: constants and its VGG16. */
  private static final Pattern UNUSED = Pattern.compile("mean|std|stage\\d\\..*");

  private final FeatureNetwork vgg16;
  private final List<NDArray> alpha; // of the image and of each stage (1,C,1,1)
  private final List<NDArray> beta;
  private final NDArray mean;
  private final NDArray deviation;
  private final NDArray window;

  private Dists(NDManager manager, FeatureNetwork vgg16, List<NDArray> alpha, List<NDArray> beta) {
    this.vgg16 = vgg16;
    this.alpha = alpha;
    this.beta = beta;
    mean = Torch.tensor(manager, MEAN, PER_CHANNEL);
    deviation = Torch.tensor(manager, DEVIATION, PER_CHANNEL);
    window = Torch.tensor(manager, WINDOW, new Shape(1, 1, 3, 3));
  }

  /**
   * @param manager owns the weights
   * @param vgg16 may be shared with other metrics
   * @param weights in the layout of {@link #FILE}
   * @throws DataException naming the file and what doesn't fit
   */
  public static Dists of(NDManager manager, FeatureNetwork vgg16, TensorSource weights) {
    List<Integer> channels = channels(vgg16);
    FlatWeights loaded =
        FlatWeights.load(manager, shapes(channels), weights, UNUSED.asMatchPredicate());
    NDArray alpha = loaded.value("alpha");
    NDArray beta = loaded.value("beta");
    return new Dists(manager, vgg16, shares(alpha, beta, channels), shares(beta, alpha, channels));
  }

  /** Of the image and of each stage. */
  private static List<Integer> channels(FeatureNetwork vgg16) {
    List<Integer> channels = new ArrayList<>(List.of(IMAGE_CHANNELS));
    channels.addAll(vgg16.channels());
    return channels;
  }

  private static Map<String, Shape> shapes(List<Integer> channels) {
    Shape all = new Shape(1, channels.stream().mapToInt(c -> c).sum(), 1, 1);
    return Map.of("alpha", all, "beta", all);
  }

  /**
   * Whether a file holds what the metric takes besides VGG16; reads no values and needs no engine.
   *
   * @return the file's tensors
   * @throws DataException naming the file and all that doesn't fit
   */
  public static TensorSource check(Path file) {
    TensorSource source = TorchFile.open(file).stateDict();
    FlatWeights.check(shapes(channels(FeatureNetwork.vgg16())), source, UNUSED.asMatchPredicate());
    return source;
  }

  /** Of the official files in a folder. */
  public static Dists load(NDManager manager, Path folder) {
    return of(
        manager,
        FeatureNetwork.vgg16(manager, folder),
        TorchFile.open(folder.resolve(FILE)).stateDict());
  }

  /** A weight's parts by stage, over the sum of both weights. */
  private static List<NDArray> shares(NDArray weight, NDArray other, List<Integer> channels) {
    List<NDArray> shares = new ArrayList<>();
    int first = 0;
    for (int count : channels) {
      shares.add(PerceptualOps.share(weight, other, first, count));
      first += count;
    }
    return shares;
  }

  /**
   * @param sr (1,3,H,W), RGB in [0, 1], of any size
   * @param hr of the same shape
   */
  public double score(NDArray sr, NDArray hr) {
    ImagePair.checkOne(sr);
    try (NDArray distance = distance(sr, hr)) {
      return distance.getFloat();
    }
  }

  /**
   * The distance of each pair, differentiable in both.
   *
   * @param x (N,3,H,W), RGB in [0, 1]
   * @param y of the same shape
   * @return (N)
   */
  public NDArray distance(NDArray x, NDArray y) {
    ImagePair.check(x, y);
    return Torch.scoped(
        () -> {
          NDArray zero = x.getManager().zeros(new Shape(2, x.getShape().get(0)));
          NDArray total =
              vgg16.compare(
                  PerceptualOps.standardized(x, mean, deviation),
                  PerceptualOps.standardized(y, mean, deviation),
                  features -> PerceptualOps.l2Pool(features, window),
                  terms(zero, 0, x, y), // (2,N)
                  (sum, stage, featuresX, featuresY) ->
                      terms(sum, stage + 1, featuresX, featuresY));
          return PerceptualOps.dists(total); // (N)
        });
  }

  private NDArray terms(NDArray total, int part, NDArray x, NDArray y) {
    return PerceptualOps.addDists(total, x, y, alpha.get(part), beta.get(part));
  }
}
