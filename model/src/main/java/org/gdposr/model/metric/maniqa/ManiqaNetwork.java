package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/**
 * The score of an image from its crops: (N,3,224,224) in [−1, 1] → (1). Tensors bear the official
 * files' names.
 */
final class ManiqaNetwork extends UnaryBlock {
  private static final int ATTENTIONS = 2;

  /**
   * What the official files hold beyond the network: parts of the vision transformer and of the
   * Swin stages that no result passes through, and constants, which are computed here.
   */
  private static final Pattern UNUSED =
      Pattern.compile(
          "vit\\.(blocks\\.1[01]|norm|head)\\..*"
              + "|swintransformer[12]\\.downsample\\..*"
              + "|swintransformer[12]\\..*\\.(attn_mask|relative_position_index)");

  private final int side;
  private final VisionTransformer vision;
  private final Chain attention1;
  private final Conv narrow1;
  private final Chain swin1;
  private final Chain attention2;
  private final Conv narrow2;
  private final Chain swin2;
  private final Chain score;
  private final Chain weight;

  /**
   * @param manager owns the windows' constants
   */
  ManiqaNetwork(NDManager manager, ManiqaConfig config, ManiqaVariant variant) {
    side = config.side();
    int width = config.width();
    int half = width / 2;
    int seen = VisionTransformer.BLOCKS - VisionTransformer.FIRST_SEEN;
    vision = part("vit", new VisionTransformer(config));
    attention1 = part("tablock1", attentions(config));
    narrow1 = part("conv1", Conv.pointwise(seen * width, width));
    swin1 = part("swintransformer1", swin(manager, config, width, variant));
    attention2 = part("tablock2", attentions(config));
    narrow2 = part("conv2", Conv.pointwise(width, half));
    swin2 = part("swintransformer2", swin(manager, config, half, variant));
    score = part("fc_score", head(half));
    weight = part("fc_weight", head(half));
  }

  private static Chain attentions(ManiqaConfig config) {
    Chain chain = new Chain();
    for (int i = 0; i < ATTENTIONS; i++) {
      chain.then(Integer.toString(i), new TransposedAttention(config.tokens()));
    }
    return chain;
  }

  private static Chain swin(
      NDManager manager, ManiqaConfig config, int channels, ManiqaVariant variant) {
    Chain chain = new Chain();
    for (int i = 0; i < config.heads().size(); i++) {
      chain.then(
          "layers." + i,
          new SwinLayer(manager, config, channels, config.heads().get(i), variant.residualScale()));
    }
    return chain;
  }

  private static Chain head(int channels) {
    return new Chain()
        .then("0", new Linear(channels, channels, Bias.YES))
        .then("1", new Relu())
        .then("3", new Linear(channels, 1, Bias.YES));
  }

  /** The network's name of a file's tensor; empty for one of no use. */
  static Optional<String> usedName(String tensor) {
    return UNUSED.matcher(tensor).matches() ? Optional.empty() : Optional.of(tensor);
  }

  @Override
  public NDArray forward(NDArray crops) {
    try (NDArray seen = vision.forward(crops); // (N, 4·C, L)
        NDArray first = stage(seen, attention1, narrow1, swin1); // (N, C, L)
        NDArray second = stage(first, attention2, narrow2, swin2)) { // (N, C/2, L)
      return Torch.scoped(
          () -> {
            NDArray tokens = Ops.tokens(second); // (N, L, C/2)
            return ManiqaOps.weightedMean(score.forward(tokens), weight.forward(tokens)); // (1)
          });
    }
  }

  private NDArray stage(NDArray channels, Chain attention, Conv narrow, Chain swin) {
    return Torch.scoped(
        () -> {
          NDArray narrowed;
          try (NDArray attended = attention.forward(channels)) {
            narrowed = narrow.forward(ManiqaOps.pixels(attended, side)); // (N, C', side, side)
          }
          NDArray tokens = swin.forward(Ops.tokens(narrowed)); // (N, L, C')
          return ManiqaOps.channels(ManiqaOps.tokenPixels(tokens, side)); // (N, C', L)
        });
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(1)};
  }

  private static final class Relu extends UnaryBlock {
    @Override
    public NDArray forward(NDArray x) {
      return Ops.relu(x);
    }
  }
}
