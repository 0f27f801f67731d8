package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Torch;

/** How far one image is from another, from similarities of all levels' channels: (1,1). */
final class FidelityHead extends NamedBlock {
  private final Parameter mean;
  private final Parameter deviation;
  private final Parameter alpha;
  private final Parameter beta;

  FidelityHead(AFineConfig config) {
    Shape perChannel = new Shape(1, 3, 1, 1);
    mean = tensor("mean", Parameter.Type.OTHER, perChannel);
    deviation = tensor("std", Parameter.Type.OTHER, perChannel);
    Shape perFeature = new Shape(1, 1, config.channels());
    alpha = tensor("alpha", Parameter.Type.WEIGHT, perFeature);
    beta = tensor("beta", Parameter.Type.WEIGHT, perFeature);
  }

  /**
   * @param image (1,3,H,W), normalised
   * @param levels its features, (1,L,C) each
   * @param reference as image
   * @param referenceLevels as levels
   * @return (1,1), 0 for equal images
   */
  NDArray forward(NDArray image, NDList levels, NDArray reference, NDList referenceLevels) {
    return Torch.scoped(
        () ->
            AFineOps.dissimilarity(
                alpha.getArray(),
                beta.getArray(),
                all(image, levels),
                all(reference, referenceLevels)));
  }

  private NDList all(NDArray image, NDList levels) {
    return new NDList(AFineOps.pixelLevel(image, mean.getArray(), deviation.getArray()))
        .addAll(levels);
  }

  /** Image and its levels, then the same of the reference. */
  @Override
  protected NDList evaluate(NDList inputs) {
    int half = inputs.size() / 2;
    return new NDList(
        forward(
            inputs.get(0),
            new NDList(inputs.subList(1, half)),
            inputs.get(half),
            inputs.subNDList(half + 1)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(1, 1)};
  }
}
