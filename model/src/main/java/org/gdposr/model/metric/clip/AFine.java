package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gdposr.model.Check;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * A-FINE (Chen et al. 2025, "Toward Generalized Image Quality Assessment: Relaxing the Perfect
 * Reference Quality Assumption") as pyiqa's {@code afine_all_scale}: a finetuned CLIP ViT-B/32 sees
 * an image and its reference, which need not be perfect; how far they are apart and how natural
 * each looks becomes one number from 0 to 100. Lower is better.
 *
 * <p>pyiqa refuses images with a side that 32 doesn't divide, though the code after its check
 * enlarges them to the next multiple by bicubic interpolation. Here they are enlarged so.
 */
public final class AFine {
  /** The authors' file: a dict of the networks' state dicts. */
  public static final String FILE = "afine.pth";

  private static final String VISUAL = "visual.";

  private static final double FINAL_MIDDLE = -1.9710;
  private static final double FINAL_SLOPE = 2.3734 + 1e-10;
  private static final double WORST = 100;

  private final AFineConfig config;
  private final Normalisation normalisation;
  private final VisionTransformer clip;
  private final NaturalnessHead natural;
  private final FidelityHead fidelity;
  private final LogisticScale naturalScale = LogisticScale.ofNaturalness();
  private final LogisticScale fidelityScale = LogisticScale.ofFidelity();
  private final Adapter adapter = new Adapter();

  private AFine(NDManager manager, AFineConfig config) {
    this.config = config;
    normalisation = new Normalisation(manager);
    clip = new VisionTransformer(config);
    natural = new NaturalnessHead(config);
    fidelity = new FidelityHead(config);
  }

  /**
   * The metric with the weights of a folder's {@link #FILE}.
   *
   * @param manager owns the weights; don't call this inside an NDScope
   * @throws org.gdposr.model.DataException naming the file when it is missing or doesn't fit
   */
  public static AFine load(NDManager manager, Path weightsFolder) {
    TorchFile file = TorchFile.open(weightsFolder.resolve(FILE));
    return of(manager, file::source);
  }

  /**
   * The metric with weights under the authors' names.
   *
   * @param manager owns the weights; don't call this inside an NDScope
   * @param networks state dicts by the file's keys: finetuned_clip, natural, fidelity,
   *     natural_scale, fidelity_scale and adapter
   * @throws org.gdposr.model.DataException listing every missing, extra and mis-shaped tensor
   */
  public static AFine of(NDManager manager, Function<String, TensorSource> networks) {
    return of(manager, AFineConfig.vitB32(), networks);
  }

  static AFine of(NDManager manager, AFineConfig config, Function<String, TensorSource> networks) {
    AFine metric = new AFine(manager, config);
    ParameterLoader.load(
        manager, metric.clip.tensors(), networks.apply("finetuned_clip"), AFine::visualName);
    fill(manager, metric.natural, networks.apply("natural"));
    fill(manager, metric.fidelity, networks.apply("fidelity"));
    fill(manager, metric.naturalScale, networks.apply("natural_scale"));
    fill(manager, metric.fidelityScale, networks.apply("fidelity_scale"));
    fill(manager, metric.adapter, networks.apply("adapter"));
    return metric;
  }

  /**
   * Whether a file holds what the metric takes; reads no values and needs no engine.
   *
   * @return the file's tensors, by network
   * @throws org.gdposr.model.DataException naming the file and all that doesn't fit
   */
  public static List<TensorSource> check(Path file) {
    TorchFile torch = TorchFile.open(file);
    AFineConfig config = AFineConfig.vitB32();
    TensorSource clip = torch.source("finetuned_clip");
    ParameterLoader.check(new VisionTransformer(config).tensors(), clip, AFine::visualName);
    return List.of(
        clip,
        checked(new NaturalnessHead(config), torch.source("natural")),
        checked(new FidelityHead(config), torch.source("fidelity")),
        checked(LogisticScale.ofNaturalness(), torch.source("natural_scale")),
        checked(LogisticScale.ofFidelity(), torch.source("fidelity_scale")),
        checked(new Adapter(), torch.source("adapter")));
  }

  private static TensorSource checked(NamedBlock network, TensorSource source) {
    ParameterLoader.check(network.tensors(), source, ParameterLoader.SAME_NAMES);
    return source;
  }

  private static void fill(NDManager manager, NamedBlock network, TensorSource source) {
    ParameterLoader.load(manager, network.tensors(), source, ParameterLoader.SAME_NAMES);
  }

  /** Neither the text side nor what follows the last layer has a part in the score. */
  private static Optional<String> visualName(String fileName) {
    boolean used =
        fileName.startsWith(VISUAL)
            && !fileName.startsWith(VISUAL + "ln_post.")
            && !fileName.equals(VISUAL + "proj");
    return used ? Optional.of(fileName.substring(VISUAL.length())) : Optional.empty();
  }

  /**
   * The score of an image beside its reference, in [0, 100]; lower is better.
   *
   * @param sr (1,3,H,W) RGB in [0, 1]; not altered
   * @param hr its reference, of the same shape; not altered
   */
  public double score(NDArray sr, NDArray hr) {
    Shape shape = sr.getShape();
    Check.that(
        shape.dimension() == 4 && shape.get(0) == 1 && shape.get(1) == 3 && shape.size() > 0,
        "sr",
        Arrays.toString(shape.getShape()),
        "one RGB image");
    Check.that(
        hr.getShape().equals(shape),
        "hr",
        Arrays.toString(hr.getShape().getShape()),
        "the shape of sr, " + Arrays.toString(shape.getShape()));
    try (NDArray score = Torch.scoped(() -> scaled(prepared(sr), prepared(hr)))) {
      return score.toFloatArray()[0];
    }
  }

  /** Normalised, and enlarged where the patches don't fit: (1,3,H,W) → (1,3,⌈H⌉,⌈W⌉). */
  private NDArray prepared(NDArray image) {
    NDArray normalised = normalisation.of(image);
    long height = wholePatches(image.getShape().get(2));
    long width = wholePatches(image.getShape().get(3));
    boolean fits = normalised.getShape().equals(new Shape(1, 3, height, width));
    return fits ? normalised : AFineOps.resized(normalised, height, width);
  }

  private long wholePatches(long side) {
    return (side + config.patch() - 1) / config.patch() * config.patch();
  }

  private NDArray scaled(NDArray image, NDArray reference) {
    NDList levels = clip.levels(image); // (1, L, C) each
    NDList referenceLevels = clip.levels(reference);
    NDArray unnatural = naturalScale.forward(natural.forward(image, levels)); // (1, 1)
    NDArray referenceUnnatural =
        naturalScale.forward(natural.forward(reference, referenceLevels)); // (1, 1)
    NDArray apart =
        fidelityScale.forward(
            fidelity.forward(image, levels, reference, referenceLevels)); // (1, 1)
    NDArray combined = adapter.forward(unnatural, referenceUnnatural, apart); // (1, 1)
    return AFineOps.logistic(combined, FINAL_MIDDLE, FINAL_SLOPE, 0, WORST); // (1, 1)
  }
}
