package org.gdposr.model.rollout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gdposr.model.CsvTable;
import org.gdposr.model.DataException;
import org.gdposr.model.StageFiles;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.Safetensors.Tensor;

/** The groups that {@link RolloutStage} published, by visit; recent chunks are kept in memory. */
public final class GroupFiles {
  private static final int KEPT_CHUNKS = 4;

  private final StageFiles files;
  private final List<String> chunks = new ArrayList<>();
  private final List<int[]> itemsByChunk = new ArrayList<>();
  private final Map<String, Map<String, Tensor>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Tensor>> eldest) {
          return size() > KEPT_CHUNKS;
        }
      };

  public GroupFiles(StageFiles files) {
    this.files = files;
    for (String name : files.names()) {
      if (name.startsWith("visits/")) {
        CsvTable table = CsvTable.read(files.path(name));
        chunks.add(name.substring("visits/".length(), name.length() - ".csv".length()));
        itemsByChunk.add(table.rows().stream().mapToInt(r -> Integer.parseInt(r.get(1))).toArray());
      }
    }
    if (chunks.isEmpty()) {
      throw new DataException("rollout: published no groups");
    }
  }

  /** The preference item that a visit restores. */
  public int item(int visit) {
    return itemsByChunk.get(chunkOf(visit))[rowOf(visit)];
  }

  /** A visit's rows of the tensor {@code latents} or {@code reference}, with their shape (G, …). */
  public Group group(int visit, String tensor) {
    Tensor all = load("groups", visit, tensor);
    long[] shape = all.shape();
    int length = Math.toIntExact(all.data().remaining() / Float.BYTES / shape[0]);
    float[] values = new float[length];
    all.data().asFloatBuffer().get(rowOf(visit) * length, values);
    long[] rest = new long[shape.length - 1];
    System.arraycopy(shape, 1, rest, 0, rest.length);
    return new Group(rest, values);
  }

  /** One of the timesteps that the groups were made with. */
  public int timestep(String name) {
    Path file = files.path("groups/" + chunks.get(0) + ".safetensors");
    return Integer.parseInt(Safetensors.metadata(file).getOrDefault(name, ""));
  }

  /** The restorations of a visit's members. */
  public List<RgbImage> samples(int visit) {
    Tensor all = load("samples", visit, "samples");
    int members = (int) all.shape()[1];
    int side = (int) all.shape()[2];
    int length = 3 * side * side;
    List<RgbImage> images = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      byte[] rgb = new byte[length];
      all.data().get((rowOf(visit) * members + member) * length, rgb);
      images.add(new RgbImage(side, side, rgb));
    }
    return images;
  }

  private Tensor load(String folder, int visit, String tensor) {
    String name = folder + "/" + chunks.get(chunkOf(visit)) + ".safetensors";
    Tensor found = kept.computeIfAbsent(name, n -> Safetensors.readRaw(files.path(n))).get(tensor);
    if (found == null) {
      throw new DataException(name + ": tensor " + tensor + " is missing");
    }
    return found;
  }

  private int chunkOf(int visit) {
    return visit / itemsByChunk.get(0).length;
  }

  private int rowOf(int visit) {
    return visit % itemsByChunk.get(0).length;
  }

  /**
   * A group's values.
   *
   * @param shape (G, L, h, w)
   * @param values in that order
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Group(long[] shape, float[] values) {}
}
