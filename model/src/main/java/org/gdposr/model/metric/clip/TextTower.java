package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.Chain;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** CLIP's text side: token ids (N,L), int64, → features of length 1, (N,E). */
final class TextTower extends UnaryBlock {
  private final Parameter tokens;
  private final Parameter positions;
  private final Chain blocks = new Chain();
  private final LayerNorm norm;
  private final Parameter projection;
  private final Parameter logitScale;

  TextTower(ClipConfig config) {
    int width = config.textWidth();
    tokens =
        tensor(
            "token_embedding.weight",
            Parameter.Type.WEIGHT,
            new Shape(ClipConfig.VOCABULARY, width));
    positions =
        tensor(
            "positional_embedding",
            Parameter.Type.WEIGHT,
            new Shape(ClipConfig.TEXT_LENGTH, width));
    for (int layer = 0; layer < config.textLayers(); layer++) {
      blocks.then(
          String.valueOf(layer), new ResidualAttentionBlock(width, config.textHeads(), true));
    }
    part("transformer.resblocks", blocks);
    norm = part("ln_final", new LayerNorm(width));
    projection =
        tensor("text_projection", Parameter.Type.WEIGHT, new Shape(width, config.embedDim()));
    logitScale = tensor("logit_scale", Parameter.Type.OTHER, new Shape());
  }

  @Override
  public NDArray forward(NDArray ids) {
    return Torch.scoped(
        () -> {
          NDArray x = Ops.embedTokens(ids, tokens.getArray(), positions.getArray()); // (N, L, C)
          NDArray mixed = blocks.forward(ClipOps.swapTokensAndBatch(x)); // (L, N, C)
          NDArray normed = norm.forward(ClipOps.swapTokensAndBatch(mixed)); // (N, L, C)
          return ClipOps.unit(ClipOps.endFeatures(normed, ids, projection.getArray())); // (N, E)
        });
  }

  /** The factor of cosines between images and texts. */
  NDArray scale() {
    return ClipOps.exp(logitScale.getArray());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), projection.getShape().get(1))};
  }
}
