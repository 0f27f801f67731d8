package org.gdposr.model.tagger;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.ParameterLoader;
import org.gdposr.model.weights.TensorSource;

/**
 * The network of Recognize Anything (Zhang et al. 2023) as far as tagging needs it: a logit for
 * each tag, (N,3,S,S) → (N,T). Tensors bear the names of {@code ram_swin_large_14m.pth}.
 */
final class Ram extends UnaryBlock {
  static final String DECODER = "tagging_head.encoder.layer.";

  /** The official file also holds the networks that write and read captions. */
  private static final List<String> UNUSED =
      List.of("tag_encoder.", "text_decoder.", "tagging_head.embeddings.");

  /** Constants of the windows, which are computed here. */
  private static final Pattern CONSTANTS =
      Pattern.compile("visual_encoder\\..*\\.(attn_mask|relative_position_index)");

  private final RamConfig config;
  private final SwinTransformer visualEncoder;
  private final Linear imageProjection;
  private final Parameter labelEmbedding;
  private final Linear labelProjection;
  private final List<DecoderLayer> decoder = new ArrayList<>();
  private final Linear classifier;

  private Ram(NDManager manager, RamConfig config) {
    this.config = config;
    int width = config.imageWidth();
    visualEncoder = part("visual_encoder", new SwinTransformer(manager, config));
    imageProjection = part("image_proj", new Linear(config.visionWidth(), width, Bias.YES));
    labelEmbedding = tensor("label_embed", Parameter.Type.WEIGHT, new Shape(config.tags(), width));
    labelProjection = part("wordvec_proj", new Linear(width, config.hidden(), Bias.YES));
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      decoder.add(part(DECODER + layer, new DecoderLayer(config)));
    }
    classifier = part("fc", new Linear(config.hidden(), 1, Bias.YES));
  }

  /**
   * The network with a file's weights, which {@code manager} owns.
   *
   * @throws org.gdposr.model.DataException listing every missing, extra and mis-shaped tensor
   */
  static Ram load(NDManager manager, RamConfig config, TensorSource source) {
    Ram ram = new Ram(manager, config);
    ParameterLoader.load(manager, ram.tensors(), source, Ram::currentName);
    return ram;
  }

  /** As {@link #load} without values and without the engine. */
  static void check(RamConfig config, TensorSource source) {
    ParameterLoader.check(structure(config).tensors(), source, Ram::currentName);
  }

  /** Without values and without the engine. */
  static Ram structure(RamConfig config) {
    return new Ram(PassthroughNDManager.INSTANCE, config);
  }

  /** The tagging decoder was once called vision_multi. */
  private static Optional<String> currentName(String tensor) {
    String name = tensor.replace("vision_multi", "tagging_head");
    boolean used =
        UNUSED.stream().noneMatch(name::startsWith) && !CONSTANTS.matcher(name).matches();
    return used ? Optional.of(name) : Optional.empty();
  }

  RamConfig config() {
    return config;
  }

  /**
   * Logits of every tag.
   *
   * @param images (N,3,S,S) with S of the configuration, normalised as {@link Tagger} does
   * @return (N,T)
   */
  @Override
  public NDArray forward(NDArray images) {
    try (NDArray seen = visualEncoder.forward(images); // (N, 1+L, C)
        NDArray context = imageProjection.forward(seen); // (N, 1+L, D)
        NDArray decoded = decode(context)) { // (N, T, H)
      return Torch.scoped(() -> classifier.forward(decoded).squeeze(-1)); // (N, T)
    }
  }

  private NDArray decode(NDArray context) {
    NDArray tags =
        Torch.scoped(
            () -> {
              NDArray labels = Ops.relu(labelProjection.forward(labelEmbedding.getArray()));
              return TaggerOps.repeated(labels, context); // (N, T, H)
            });
    for (DecoderLayer layer : decoder) {
      try (NDArray before = tags) {
        tags = layer.forward(before, context);
      }
    }
    return tags;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), config.tags())};
  }
}
