package org.gdposr.model.text;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Ops;

/** A learned vector per token plus one per place: ids (N,L) → (N,L,D). */
final class TokenEmbedding extends UnaryBlock {
  private final Parameter tokens;
  private final Parameter positions;

  TokenEmbedding(int vocabSize, int maxPositions, int width) {
    tokens = tensor("token_embedding.weight", Parameter.Type.WEIGHT, new Shape(vocabSize, width));
    positions =
        tensor("position_embedding.weight", Parameter.Type.WEIGHT, new Shape(maxPositions, width));
  }

  @Override
  public NDArray forward(NDArray ids) {
    return Ops.embedTokens(ids, tokens.getArray(), positions.getArray());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {inputShapes[0].add(tokens.getShape().get(1))};
  }
}
