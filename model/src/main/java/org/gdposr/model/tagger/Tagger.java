package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gdposr.model.DataException;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.TensorSource;
import org.gdposr.model.weights.TorchFile;

/**
 * Names what an image shows, as the paper's prompts need it: plain RAM tags the HR images of
 * training, RAM with DAPE's LoRA the resized LR images of tests.
 *
 * <p>The image in [0, 1] is resized to the network's square by bilinear interpolation with
 * antialiasing, as torchvision 0.22's {@code Resize} treats tensors (up to 0.16 it did not
 * antialias), and normalised by ImageNet's mean and deviation. A tag fires when its probability is
 * <em>above</em> its own threshold. The authors' rule is "min(value, 0.9), or the value itself
 * above 0.9", which is the value in their file, whatever it is; a threshold of 1 silences its tag.
 * They can also delete tags by index, but delete none. Their training tags in float16; this is
 * float32.
 */
public final class Tagger {
  /** The official file's name. */
  public static final String RAM = "ram_swin_large_14m.pth";

  /** The official file's name. */
  public static final String DAPE = "DAPE.pth";

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private final NDManager manager;
  private final Ram ram;
  private final List<String> tags;
  private final float[] thresholds;
  private final NDArray mean;
  private final NDArray deviation;

  private Tagger(NDManager manager, Ram ram, List<String> tags, float[] thresholds) {
    this.manager = manager;
    this.ram = ram;
    this.tags = List.copyOf(tags);
    this.thresholds = thresholds.clone();
    mean = manager.create(MEAN, new Shape(1, 3, 1, 1));
    deviation = manager.create(DEVIATION, new Shape(1, 3, 1, 1));
  }

  /** Whether a folder has the weights that {@link #load} reads. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(RAM));
  }

  /** Whether a folder has the LoRA that {@link #loadWithDape} reads, too. */
  public static boolean dapeIsIn(Path folder) {
    return Files.isRegularFile(folder.resolve(DAPE));
  }

  /**
   * Plain RAM at its published width, from a folder with {@code ram_swin_large_14m.pth}, {@code
   * ram_tag_list.txt} and {@code ram_tag_list_threshold.txt}.
   *
   * @param manager owns the weights
   * @throws DataException naming the file that is missing or doesn't fit
   */
  public static Tagger load(NDManager manager, Path folder) {
    return load(manager, folder, Optional.empty());
  }

  /**
   * RAM with the LoRA of the folder's {@code DAPE.pth}; else as {@link #load}.
   *
   * @throws DataException naming the file that is missing or doesn't fit
   */
  public static Tagger loadWithDape(NDManager manager, Path folder) {
    return load(manager, folder, Optional.of(weights(folder, DAPE)));
  }

  private static Tagger load(NDManager manager, Path folder, Optional<TensorSource> dape) {
    List<String> tags = TagFiles.tags(folder);
    float[] thresholds = TagFiles.thresholds(folder);
    return of(manager, RamConfig.swinLarge(), weights(folder, RAM), dape, tags, thresholds);
  }

  private static TensorSource weights(Path folder, String name) {
    return TorchFile.open(folder.resolve(name)).stateDict();
  }

  /**
   * Whether a file holds RAM at its published width; reads no values and needs no engine.
   *
   * @throws DataException naming the file and all that doesn't fit
   */
  public static void checkRam(Path file) {
    Ram.check(RamConfig.swinLarge(), TorchFile.open(file).stateDict());
  }

  /**
   * Whether a file holds DAPE's LoRA for RAM at its published width; reads no values.
   *
   * @throws DataException naming the file and all that doesn't fit
   */
  public static void checkDape(Path file) {
    DapeLora.check(RamConfig.swinLarge(), TorchFile.open(file).stateDict());
  }

  /**
   * RAM of any width.
   *
   * @param manager owns the weights
   * @param dape its LoRA, merged into the weights
   * @param tags of the network's classes, in order
   * @param thresholds of the same, probabilities
   * @throws DataException when a count or a tensor doesn't fit the network
   */
  public static Tagger of(
      NDManager manager,
      RamConfig config,
      TensorSource ram,
      Optional<TensorSource> dape,
      List<String> tags,
      float[] thresholds) {
    checkCount("tags", tags.size(), config);
    checkCount("thresholds", thresholds.length, config);
    Ram network = Ram.load(manager, config, ram);
    dape.ifPresent(source -> DapeLora.merge(manager, network, source));
    return new Tagger(manager, network, tags, thresholds);
  }

  private static void checkCount(String name, int count, RamConfig config) {
    if (count != config.tags()) {
      throw new DataException(
          name
              + ": "
              + count
              + " (expected: one for each of RAM's classes: "
              + config.tags()
              + ")");
    }
  }

  /** The tags that fire, in the order of the list; perhaps none. */
  public List<String> tags(RgbImage image) {
    float[] probabilities = probabilities(image);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i] > thresholds[i]) {
        found.add(tags.get(i));
      }
    }
    return found;
  }

  private float[] probabilities(RgbImage image) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray pixels = scope.create(image.planes(), new Shape(1, 3, image.height(), image.width()));
      NDArray logits = logits(prepare(pixels)); // (1, T)
      return Ops.sigmoid(logits).toFloatArray();
    }
  }

  /** Images (N,3,H,W) in [0, 1] as the network wants them, (N,3,S,S). */
  NDArray prepare(NDArray images) {
    return TaggerOps.prepared(images, ram.config().imageSize(), mean, deviation);
  }

  /** Logits (N,T) of prepared images (N,3,S,S). */
  NDArray logits(NDArray prepared) {
    return Torch.scoped(() -> ram.forward(prepared));
  }
}
