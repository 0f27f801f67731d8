package org.gdposr.model.metric.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.gdposr.model.diffusion.block.AdaptableBlock.Bias;
import org.gdposr.model.diffusion.block.Linear;
import org.gdposr.model.diffusion.block.NamedBlock;
import org.gdposr.model.torch.Ops;
import org.gdposr.model.torch.Torch;

/** How unnatural one image looks, from means and variances of all levels: (1,1). */
final class NaturalnessHead extends NamedBlock {
  private final Parameter mean;
  private final Parameter deviation;
  private final Linear project;
  private final Linear widen;
  private final Linear narrow;

  NaturalnessHead(AFineConfig config) {
    Shape perChannel = new Shape(1, 3, 1, 1);
    mean = tensor("mean", Parameter.Type.OTHER, perChannel);
    deviation = tensor("std", Parameter.Type.OTHER, perChannel);
    int hidden = config.hidden();
    project = part("proj_feat", new Linear(2 * config.width(), hidden, Bias.YES));
    widen = part("proj_head.0", new Linear(2 * 3 + hidden * config.layers(), 6 * hidden, Bias.YES));
    narrow = part("proj_head.2", new Linear(6 * hidden, 1, Bias.YES));
  }

  /**
   * @param image (1,3,H,W), normalised
   * @param levels its features, (1,L,C) each
   * @return (1,1), of any size
   */
  NDArray forward(NDArray image, NDList levels) {
    return Torch.scoped(
        () -> {
          NDArray pixels = AFineOps.pixelLevel(image, mean.getArray(), deviation.getArray());
          NDList rows = new NDList(AFineOps.moments(pixels)); // (1, 2·3)
          for (NDArray level : levels) {
            rows.add(project.forward(AFineOps.moments(level))); // (1, hidden)
          }
          return narrow.forward(Ops.gelu(widen.forward(AFineOps.join(rows)))); // (1, 1)
        });
  }

  @Override
  protected NDList evaluate(NDList inputs) {
    return new NDList(forward(inputs.get(0), inputs.subNDList(1)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(1, 1)};
  }
}
