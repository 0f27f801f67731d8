package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gdposr.model.DataException;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * Learned perceptual image patch similarity, v0.1 (Zhang et al. 2018): over five stages of an image
 * classifier, the spatial mean of the weighted squared difference of unit feature vectors. 0 for
 * equal images, with the official weights mostly below 1; lower is better.
 */
public final class Lpips {
  /** The official weights of the stages on AlexNet. */
  public static final String ALEX_FILE = "LPIPS_v0.1_alex-df73285e.pth";

  /** The official weights of the stages on VGG16. */
  public static final String VGG_FILE = "LPIPS_v0.1_vgg-a78928a0.pth";

  private static final Shape PER_CHANNEL = new Shape(1, 3, 1, 1);
  private static final float[] SHIFT = {-0.030f, -0.088f, -0.188f};
  private static final float[] SCALE = {0.458f, 0.448f, 0.450f};

  /** What a file saved with the whole network holds besides: constants, copies and its backbone. */
  private static final Pattern UNUSED = Pattern.compile("(scaling_layer|lins|net)\\..*");

  private final FeatureNetwork network;
  private final List<NDArray> weights; // per stage (1,C,1,1)
  private final NDArray shift;
  private final NDArray scale;

  private Lpips(NDManager manager, FeatureNetwork network, List<NDArray> weights) {
    this.network = network;
    this.weights = weights;
    shift = Torch.tensor(manager, SHIFT, PER_CHANNEL);
    scale = Torch.tensor(manager, SCALE, PER_CHANNEL);
  }

  /**
   * @param manager owns the weights
   * @param network may be shared with other metrics
   * @param linear the stages' weights, in the layout of {@link #ALEX_FILE} or {@link #VGG_FILE}
   * @throws DataException naming the file and what doesn't fit
   */
  public static Lpips of(NDManager manager, FeatureNetwork network, TensorSource linear) {
    FlatWeights loaded =
        FlatWeights.load(manager, shapes(network), linear, UNUSED.asMatchPredicate());
    return new Lpips(
        manager,
        network,
        IntStream.range(0, network.channels().size())
            .mapToObj(i -> loaded.value(tensorName(i)))
            .toList());
  }

  private static Map<String, Shape> shapes(FeatureNetwork network) {
    Map<String, Shape> shapes = new TreeMap<>();
    List<Integer> channels = network.channels();
    for (int i = 0; i < channels.size(); i++) {
      shapes.put(tensorName(i), new Shape(1, channels.get(i), 1, 1));
    }
    return shapes;
  }

  /**
   * Whether a file holds the stages' weights on AlexNet; reads no values and needs no engine.
   *
   * @return the file's tensors
   * @throws DataException naming the file and all that doesn't fit
   */
  public static TensorSource checkAlex(Path file) {
    return checked(FeatureNetwork.alexNet(), file);
  }

  /** As {@link #checkAlex} on VGG16. */
  public static TensorSource checkVgg(Path file) {
    return checked(FeatureNetwork.vgg16(), file);
  }

  private static TensorSource checked(FeatureNetwork network, Path file) {
    TensorSource source = TorchFile.open(file).stateDict();
    FlatWeights.check(shapes(network), source, UNUSED.asMatchPredicate());
    return source;
  }

  /** On AlexNet, of the official files in a folder: pyiqa's default. */
  public static Lpips alex(NDManager manager, Path folder) {
    return of(
        manager,
        FeatureNetwork.alexNet(manager, folder),
        TorchFile.open(folder.resolve(ALEX_FILE)).stateDict());
  }

  /** On VGG16, of the official files in a folder: the one for training. */
  public static Lpips vgg(NDManager manager, Path folder) {
    return of(
        manager,
        FeatureNetwork.vgg16(manager, folder),
        TorchFile.open(folder.resolve(VGG_FILE)).stateDict());
  }

  /**
   * @param sr (1,3,H,W), RGB in [0, 1]
   * @param hr of the same shape
   * @throws DataException if the image is smaller than the network can take: 31×31 for AlexNet,
   *     16×16 for VGG16
   */
  public double score(NDArray sr, NDArray hr) {
    ImagePair.checkOne(sr);
    try (NDArray x = Ops.scaleShift(sr, 2, -1);
        NDArray y = Ops.scaleShift(hr, 2, -1);
        NDArray distance = distance(x, y)) {
      return distance.getFloat();
    }
  }

  /**
   * The distance of each pair, differentiable in both.
   *
   * @param x (N,3,H,W), RGB in [−1, 1]
   * @param y of the same shape
   * @return (N)
   * @throws DataException as {@link #score}
   */
  public NDArray distance(NDArray x, NDArray y) {
    ImagePair.check(x, y);
    ImagePair.checkSides(x, network.smallestSide(), "LPIPS on " + network);
    return Torch.scoped(
        () ->
            network.compare(
                PerceptualOps.standardized(x, shift, scale),
                PerceptualOps.standardized(y, shift, scale),
                network::maxPool,
                x.getManager().zeros(new Shape(x.getShape().get(0))),
                (total, stage, featuresX, featuresY) ->
                    PerceptualOps.addLpips(total, featuresX, featuresY, weights.get(stage))));
  }

  private static String tensorName(int stage) {
    return "lin" + stage + ".model.1.weight";
  }
}
