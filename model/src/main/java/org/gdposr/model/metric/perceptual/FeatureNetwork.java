package org.gdposr.model.metric.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * The convolutions of an image classifier in five stages, whose ReLU outputs the metrics compare.
 * Tensors bear torchvision's names ({@code features.0.weight} …); a file's classifier is not read.
 */
public final class FeatureNetwork extends NamedBlock {
  /** torchvision's file of {@link #alexNet}. */
  public static final String ALEXNET_FILE = "alexnet-owt-7be5be79.pth";

  /** torchvision's file of {@link #vgg16}. */
  public static final String VGG16_FILE = "vgg16-397923af.pth";

  private static final String CLASSIFIER = "classifier.";

  private final String name;
  private final int smallestSide;
  private final int poolSide;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * @param channels of the last features
   */
  private record Stage(boolean pooled, List<Conv> convolutions, int channels) {}

  private FeatureNetwork(String name, int smallestSide, int poolSide) {
    this.name = name;
    this.smallestSide = smallestSide;
    this.poolSide = poolSide;
  }

  /**
   * AlexNet in torchvision's widths: relu1 … relu5.
   *
   * @param manager owns the weights
   * @throws DataException naming the file and what doesn't fit
   */
  public static FeatureNetwork alexNet(NDManager manager, TensorSource source) {
    return alexNet().filled(manager, source);
  }

  /** Without values. */
  static FeatureNetwork alexNet() {
    FeatureNetwork network = new FeatureNetwork("AlexNet", 31, 3);
    network.stage(false, 64, network.convolution(0, Conv.of(3, 64, 11, 4, 2)));
    network.stage(true, 192, network.convolution(3, Conv.of(64, 192, 5, 1, 2)));
    network.stage(true, 384, network.convolution(6, Conv.same(192, 384)));
    network.stage(false, 256, network.convolution(8, Conv.same(384, 256)));
    network.stage(false, 256, network.convolution(10, Conv.same(256, 256)));
    return network;
  }

  /** {@link #alexNet(NDManager, TensorSource)} of the official file in a folder. */
  public static FeatureNetwork alexNet(NDManager manager, Path folder) {
    return alexNet(manager, TorchFile.open(folder.resolve(ALEXNET_FILE)).stateDict());
  }

  /**
   * VGG16: relu1_2, relu2_2, relu3_3, relu4_3, relu5_3.
   *
   * @param manager owns the weights
   * @throws DataException naming the file and what doesn't fit
   */
  public static FeatureNetwork vgg16(NDManager manager, TensorSource source) {
    return vgg16().filled(manager, source);
  }

  /** Without values. */
  static FeatureNetwork vgg16() {
    FeatureNetwork network = new FeatureNetwork("VGG16", 16, 2);
    int[] widths = {64, 128, 256, 512, 512};
    int[] depths = {2, 2, 3, 3, 3};
    int in = 3;
    int place = 0;
    for (int i = 0; i < widths.length; i++) {
      Conv[] convolutions = new Conv[depths[i]];
      for (int j = 0; j < depths[i]; j++) {
        convolutions[j] = network.convolution(place, Conv.same(in, widths[i]));
        in = widths[i];
        place += 2; // its ReLU
      }
      network.stage(i > 0, widths[i], convolutions);
      place++; // the pooling
    }
    return network;
  }

  /** {@link #vgg16(NDManager, TensorSource)} of the official file in a folder. */
  public static FeatureNetwork vgg16(NDManager manager, Path folder) {
    return vgg16(manager, TorchFile.open(folder.resolve(VGG16_FILE)).stateDict());
  }

  /**
   * Whether a file holds AlexNet in torchvision's widths; reads no values and needs no engine.
   *
   * @return the file's tensors
   * @throws DataException naming the file and all that doesn't fit
   */
  public static TensorSource checkAlexNet(Path file) {
    return alexNet().checked(file);
  }

  /** As {@link #checkAlexNet} of VGG16. */
  public static TensorSource checkVgg16(Path file) {
    return vgg16().checked(file);
  }

  private Conv convolution(int place, Conv convolution) {
    return part("features." + place, convolution);
  }

  private void stage(boolean pooled, int channels, Conv... convolutions) {
    stages.add(new Stage(pooled, List.of(convolutions), channels));
  }

  private FeatureNetwork filled(NDManager manager, TensorSource source) {
    ParameterLoader.load(manager, tensors(), source, FeatureNetwork::usedName);
    return this;
  }

  private TensorSource checked(Path file) {
    TensorSource source = TorchFile.open(file).stateDict();
    ParameterLoader.check(tensors(), source, FeatureNetwork::usedName);
    return source;
  }

  private static Optional<String> usedName(String tensor) {
    return tensor.startsWith(CLASSIFIER) ? Optional.empty() : Optional.of(tensor);
  }

  /** Channels of the five outputs. */
  List<Integer> channels() {
    return stages.stream().map(Stage::channels).toList();
  }

  /** Below this side the max pooling leaves nothing. */
  int smallestSide() {
    return smallestSide;
  }

  /** The network's own pooling. */
  NDArray maxPool(NDArray x) {
    return PerceptualOps.maxPool(x, poolSide);
  }

  /** What a metric adds to its total for the features of one stage. */
  interface Comparison {
    NDArray add(NDArray total, int stage, NDArray x, NDArray y);
  }

  /**
   * The total of a comparison over the stages. Features of one stage are freed when those of the
   * next are there.
   *
   * @param x standardized images (N,3,H,W), freed by this method; so is y
   * @param pool takes the place of the network's pooling
   * @param start what the first stage's terms are added to, freed by this method
   */
  NDArray compare(
      NDArray x, NDArray y, UnaryOperator<NDArray> pool, NDArray start, Comparison comparison) {
    NDArray featuresX = x;
    NDArray featuresY = y;
    NDArray total = start;
    for (int i = 0; i < stages.size(); i++) {
      try (NDArray beforeX = featuresX;
          NDArray beforeY = featuresY;
          NDArray sum = total) {
        Stage stage = stages.get(i);
        featuresX = features(stage, beforeX, pool); // (N,C,h,w)
        featuresY = features(stage, beforeY, pool);
        total = comparison.add(sum, i, featuresX, featuresY);
      }
    }
    featuresX.close();
    featuresY.close();
    return total;
  }

  private static NDArray features(Stage stage, NDArray x, UnaryOperator<NDArray> pool) {
    return Torch.scoped(
        () -> {
          NDArray h = stage.pooled ? pool.apply(x) : x;
          for (Conv convolution : stage.convolutions) {
            h = PerceptualOps.reluInto(convolution.forward(h));
          }
          return h;
        });
  }

  /** Standardized images (N,3,H,W) → the outputs of the five stages. */
  @Override
  protected NDList evaluate(NDList inputs) {
    NDList outputs = new NDList();
    NDArray h = inputs.singletonOrThrow();
    for (Stage stage : stages) {
      h = features(stage, h, this::maxPool);
      outputs.add(h);
    }
    return outputs;
  }

  @Override
  public String toString() {
    return name;
  }
}
