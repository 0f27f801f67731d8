package org.gdposr.model.degradation;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gdposr.model.Chunks;
import org.gdposr.model.CsvTable;
import org.gdposr.model.DataException;
import org.gdposr.model.StageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.source.HrCrops;
import org.gdposr.model.weights.Safetensors;

/** The published LR images of one split, the most recently used chunks kept in memory. */
public final class LrItems {
  private static final int KEPT_CHUNKS = 64;

  /** One LR image and where it comes from. */
  public record Item(LrImage lr, Recipe recipe) {}

  private final StageFiles files;
  private final Split split;
  private final int size;
  private final int chunkItems;
  private final int cropSize;
  private final Map<Integer, List<Item>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Item>> eldest) {
          return size() > KEPT_CHUNKS;
        }
      };

  /** Opens the files that {@link DegradationStage} published. */
  public LrItems(StageFiles files, Split split) {
    this.files = files;
    this.split = split;
    List<String> tables =
        files.names().stream()
            .filter(n -> n.startsWith(split.folder() + "/") && n.endsWith(".csv"))
            .toList();
    this.chunkItems = CsvTable.read(files.path(tables.get(0))).rows().size();
    int last = CsvTable.read(files.path(tables.get(tables.size() - 1))).rows().size();
    this.size = (tables.size() - 1) * chunkItems + last;
    String first = split.folder() + "/" + Chunks.name(0) + ".safetensors";
    this.cropSize =
        Integer.parseInt(Safetensors.metadata(files.path(first)).getOrDefault("crop_size", ""));
  }

  public int size() {
    return size;
  }

  /** Side of the HR crops, pixels. */
  public int cropSize() {
    return cropSize;
  }

  /** Item {@code index} of the split. */
  public Item item(int index) {
    return kept.computeIfAbsent(index / chunkItems, this::load).get(index % chunkItems);
  }

  /** What the network sees: the item's LR image at HR size, in 8 bits. */
  public RgbImage input(NDManager manager, int index) {
    return RealEsrganDegradation.enlarge(manager, item(index).lr(), cropSize);
  }

  /** The HR crop behind an item. */
  public RgbImage reference(HrCrops crops, int index) {
    Recipe recipe = item(index).recipe();
    return new DegradationStage.Placement(recipe.x(), recipe.y(), recipe.flipped())
        .cut(crops.image(crops.indexOf(recipe.sourceSha256())), cropSize);
  }

  private List<Item> load(int chunk) {
    String name = split.folder() + "/" + Chunks.name(chunk);
    CsvTable table = CsvTable.read(files.path(name + ".csv"));
    Safetensors.Tensor lr = Safetensors.readRaw(files.path(name + ".safetensors")).get("lr");
    if (lr == null) {
      throw new DataException(name + ".safetensors: tensor lr is missing");
    }
    int height = (int) lr.shape()[2];
    int width = (int) lr.shape()[3];
    float[] all = lr.floats();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      List<String> row = table.rows().get(i);
      Recipe recipe =
          new Recipe(
              row.get(table.column("source_sha256")),
              Integer.parseInt(row.get(table.column("x"))),
              Integer.parseInt(row.get(table.column("y"))),
              Boolean.parseBoolean(row.get(table.column("flipped"))),
              ResizeMode.valueOf(row.get(table.column("final_resize")).toUpperCase(Locale.ROOT)));
      int length = 3 * width * height;
      float[] planes = new float[length];
      System.arraycopy(all, i * length, planes, 0, length);
      items.add(new Item(new LrImage(width, height, planes, recipe.finalResize()), recipe));
    }
    return items;
  }
}
