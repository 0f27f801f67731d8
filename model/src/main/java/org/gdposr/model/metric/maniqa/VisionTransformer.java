package org.gdposr.model.metric.maniqa;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.diffusion.block.Conv;
import org.gdposr.model.diffusion.block.UnaryBlock;
import org.gdposr.model.torch.Torch;

/**
 * What blocks 6 to 9 of a vision transformer (Dosovitskiy et al. 2021) make of crops: (N,3,224,224)
 * → channels (N,4·C,L). Later blocks, the norm and the head are not used.
 */
final class VisionTransformer extends UnaryBlock {
  static final int FIRST_SEEN = 6;
  static final int BLOCKS = 10;

  private final Parameter classToken;
  private final Parameter places;
  private final Conv patches;
  private final List<VisionBlock> blocks = new ArrayList<>();

  VisionTransformer(ManiqaConfig config) {
    int width = config.width();
    classToken = tensor("cls_token", Parameter.Type.WEIGHT, new Shape(1, 1, width));
    places = tensor("pos_embed", Parameter.Type.WEIGHT, new Shape(1, 1 + config.tokens(), width));
    patches = part("patch_embed.proj", Conv.patches(3, width, config.patch()));
    for (int i = 0; i < BLOCKS; i++) {
      blocks.add(part("blocks." + i, new VisionBlock(width, config.visionHeads())));
    }
  }

  @Override
  public NDArray forward(NDArray crops) {
    try (NDList seen = new NDList()) {
      NDArray x = Torch.scoped(() -> embed(crops)); // (N, 1+L, C)
      for (int i = 0; i < BLOCKS; i++) {
        NDArray before = x;
        x = blocks.get(i).forward(before);
        if (i <= FIRST_SEEN) {
          before.close();
        }
        if (i >= FIRST_SEEN) {
          seen.add(x);
        }
      }
      return ManiqaOps.features(seen); // (N, 4·C, L)
    }
  }

  private NDArray embed(NDArray crops) {
    return ManiqaOps.visionTokens(patches.forward(crops), classToken.getArray(), places.getArray());
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    Shape places = this.places.getShape();
    return new Shape[] {
      new Shape(inputShapes[0].get(0), (BLOCKS - FIRST_SEEN) * places.get(2), places.get(1) - 1)
    };
  }
}
