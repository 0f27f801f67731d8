package org.gdposr.model.degradation;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gdposr.model.Chunks;
import org.gdposr.model.CsvTable;
import org.gdposr.model.DataException;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.random.EpochOrder;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.random.RandomStream;
import org.gdposr.model.source.HeldOutSplit;
import org.gdposr.model.source.HrCrops;
import org.gdposr.model.source.SourceImages;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.weights.Safetensors;

/**
 * Makes LR images: seeded crops and flips of the HR images, degraded. Each chunk is two files: the
 * LR images before rounding, {@code <split>/<chunk>.safetensors} with {@code lr} (N, 3, h, w) in
 * [0, 1], and their recipes, {@code <split>/<chunk>.csv}. HR pixels are never copied.
 */
public final class DegradationStage implements StageWork {
  /** Columns of the recipe files. */
  static final List<String> RECIPE_COLUMNS =
      List.of("item", "source_sha256", "x", "y", "flipped", "final_resize");

  private final long seed;
  private final int heldOut;
  private final DegradationSpec spec;

  public DegradationStage(long seed, int heldOut, DegradationSpec spec) {
    this.seed = seed;
    this.heldOut = heldOut;
    this.spec = spec;
  }

  @Override
  public List<String> chunks() {
    List<String> names = new ArrayList<>();
    for (Split split : Split.values()) {
      names.addAll(chunksOf(split).names(split.folder() + "-"));
    }
    return names;
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    for (Split split : Split.values()) {
      int index = chunksOf(split).names(split.folder() + "-").indexOf(chunk);
      if (index >= 0) {
        make(split, index, inputs.sources(), out, host);
        return;
      }
    }
    throw new IllegalArgumentException("chunk: " + chunk + " (expected: one of " + chunks() + ")");
  }

  private Chunks chunksOf(Split split) {
    int items =
        switch (split) {
          case TRAIN -> spec.trainItems();
          case PREFERENCE -> spec.preferenceItems();
          case HELD_OUT -> heldOut;
        };
    return new Chunks(items, spec.chunkItems());
  }

  private void make(Split split, int chunk, SourceImages sources, Path out, StageHost host) {
    HeldOutSplit halves = HeldOutSplit.of(sources, heldOut);
    List<Integer> images = split == Split.HELD_OUT ? halves.heldOut() : halves.training();
    HrCrops crops = new HrCrops(sources);
    EpochOrder order = new EpochOrder(seed, Purpose.CROP, 2 + split.ordinal(), images.size());
    Chunks chunks = chunksOf(split);
    int first = chunks.first(chunk);
    int count = chunks.end(chunk) - first;
    int side = spec.cropSize() / spec.scale();
    float[] lr = new float[count * 3 * side * side];
    CsvTable recipes = new CsvTable(RECIPE_COLUMNS);
    try (NDManager manager = Torch.start(spec.threads())) {
      for (int i = 0; i < count; i++) {
        if (host.stopRequested()) {
          throw new StoppedException();
        }
        int item = first + i;
        int index = images.get(split == Split.HELD_OUT ? item : order.itemOf(item));
        RgbImage image = crops.image(index);
        Placement placement = placementOf(split, item, image, sources.name(index));
        RgbImage hr = placement.cut(image, spec.cropSize());
        LrImage made =
            RealEsrganDegradation.degrade(
                manager, hr, spec, RandomStream.of(seed, Purpose.DEGRADE, item, split.ordinal()));
        System.arraycopy(made.planes(), 0, lr, i * 3 * side * side, 3 * side * side);
        recipes.add(
            item,
            sources.sha256(index),
            placement.x(),
            placement.y(),
            placement.flipped(),
            made.finalResize());
        host.progress("images", i + 1, count);
      }
    }
    String name = split.folder() + "/" + Chunks.name(chunk);
    Safetensors.writeRaw(
        out.resolve(name + ".safetensors"),
        Map.of("lr", Safetensors.Tensor.ofFloats(new long[] {count, 3, side, side}, lr)),
        Map.of("crop_size", String.valueOf(spec.cropSize())));
    recipes.write(out.resolve(name + ".csv"));
  }

  private Placement placementOf(Split split, int item, RgbImage image, String name) {
    int spareX = image.width() - spec.cropSize();
    int spareY = image.height() - spec.cropSize();
    if (spareX < 0 || spareY < 0) {
      throw new DataException(
          name
              + ": "
              + image
              + " pixels (expected: at least degradation.cropSize = "
              + spec.cropSize()
              + ")");
    }
    if (split == Split.HELD_OUT) {
      return new Placement(spareX / 2, spareY / 2, false);
    }
    RandomStream random = RandomStream.of(seed, Purpose.CROP, item, split.ordinal());
    return new Placement(
        random.nextInt(spareX + 1), random.nextInt(spareY + 1), random.nextInt(2) == 1);
  }

  /** Where a crop lies. */
  record Placement(int x, int y, boolean flipped) {
    RgbImage cut(RgbImage image, int side) {
      RgbImage crop = image.crop(x, y, side, side);
      return flipped ? crop.flipped() : crop;
    }
  }
}
