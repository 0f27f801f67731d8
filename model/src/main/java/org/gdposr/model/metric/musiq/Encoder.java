package org.gdposr.model.metric.musiq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.diffusion.block.LayerNorm;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;

/** The transformer over the patches of all scales: tokens (1,L,C) → the class token (1,C). */
final class Encoder extends NamedBlock {
  static final double EPSILON = 1e-6;

  private static final int LAYERS = 14;
  private static final int SCALES = 3;

  private final Parameter places;
  private final Parameter scales;
  private final Parameter classToken;
  private final List<EncoderBlock> blocks = new ArrayList<>();
  private final LayerNorm norm;

  Encoder(int channels) {
    places =
        tensor(
            "posembed_input.position_emb",
            Parameter.Type.WEIGHT,
            new Shape(1, Patches.GRID * Patches.GRID, channels));
    scales =
        tensor("scaleembed_input.scale_emb", Parameter.Type.WEIGHT, new Shape(SCALES, channels));
    classToken = tensor("cls", Parameter.Type.WEIGHT, new Shape(1, 1, channels));
    for (int i = 0; i < LAYERS; i++) {
      blocks.add(part("transformer.encoderblock_" + i, new EncoderBlock(channels)));
    }
    norm = part("encoder_norm", new LayerNorm(channels, EPSILON));
  }

  NDArray forward(NDArray tokens, NDArray place, NDArray scale, NDArray mask) {
    NDArray x =
        MusiqOps.embedded(
            tokens, places.getArray(), place, scales.getArray(), scale, classToken.getArray());
    try (NDArray pairs = MusiqOps.pairs(mask)) { // (1+L, 1+L)
      for (EncoderBlock block : blocks) {
        try (NDArray before = x) {
          x = block.forward(before, pairs); // (1, 1+L, C)
        }
      }
    }
    try (NDArray last = x) {
      return Torch.scoped(() -> MusiqOps.classToken(norm.forward(last))); // (1, C)
    }
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape tokens = inputShapes[0];
    return new Shape[] {new Shape(tokens.get(0), tokens.get(2))};
  }
}
