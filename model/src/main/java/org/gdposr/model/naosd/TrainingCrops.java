package org.gdposr.model.naosd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.image.ImageTensors;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.source.HrCrops;

/** HR crops out of the training items, for training a base from scratch. */
final class TrainingCrops {
  private final long seed;
  private final LrItems items;
  private final HrCrops hr;

  TrainingCrops(long seed, LrItems items, HrCrops hr) {
    this.seed = seed;
    this.items = items;
    this.hr = hr;
  }

  /** The batch of one step (N, 3, side, side) in [−1, 1]: random items, places and flips. */
  NDArray batch(NDManager manager, Purpose purpose, int step, int batch, int side) {
    List<RgbImage> crops = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      RandomStream random = RandomStream.of(seed, purpose, step, i);
      RgbImage whole = items.reference(hr, random.nextInt(items.size()));
      int x = random.nextInt(whole.width() - side + 1);
      int y = random.nextInt(whole.height() - side + 1);
      RgbImage crop = whole.crop(x, y, side, side);
      crops.add(random.nextInt(2) == 1 ? crop.flipped() : crop);
    }
    return ImageTensors.signed(manager, crops);
  }
}
