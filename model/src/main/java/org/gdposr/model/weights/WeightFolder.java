package org.gdposr.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;

/**
 * A network's folder as diffusers and transformers keep it. Of several weight files the first of
 * these counts: safetensors in full precision, in one file or in shards; the same in half
 * precision; torch's.
 */
public final class WeightFolder {
  /** In the order of preference. */
  private static final List<String> NAMES =
      List.of(
          "diffusion_pytorch_model.safetensors",
          "diffusion_pytorch_model.safetensors.index.json",
          "model.safetensors",
          "model.safetensors.index.json",
          "diffusion_pytorch_model.fp16.safetensors",
          "diffusion_pytorch_model.safetensors.index.fp16.json",
          "model.fp16.safetensors",
          "model.safetensors.index.fp16.json",
          "diffusion_pytorch_model.bin",
          "diffusion_pytorch_model.bin.index.json",
          "pytorch_model.bin",
          "pytorch_model.bin.index.json",
          "diffusion_pytorch_model.fp16.bin",
          "pytorch_model.fp16.bin");

  private WeightFolder() {}

  /**
   * The folder's tensors.
   *
   * @throws DataException naming what was looked for, or the file and the reason when it cannot be
   *     used
   */
  public static TensorSource open(Path folder) {
    Path file =
        find(folder)
            .orElseThrow(
                () ->
                    new DataException(
                        folder
                            + ": no weights (expected: diffusion_pytorch_model.safetensors or"
                            + " model.safetensors, whole, in shards, in fp16 or as .bin)"));
    return open(file, file.getFileName().toString());
  }

  /** The weight file or index that {@link #open(Path)} takes. */
  public static Optional<Path> find(Path folder) {
    return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  private static TensorSource open(Path file, String name) {
    if (name.endsWith(".bin")) {
      return TorchFile.open(file).source();
    }
    return name.endsWith(".json") ? Shards.open(file) : Safetensors.source(file);
  }

  /** Tensors that an index spreads over several files. */
  private record Shards(String label, SortedMap<String, TensorSource> places)
      implements TensorSource {
    static TensorSource open(Path index) {
      SortedMap<String, String> files = weightMap(index);
      SortedMap<String, TensorSource> shards = new TreeMap<>();
      List<String> faults = new ArrayList<>();
      for (String name : new TreeSet<>(files.values())) {
        Path shard = index.resolveSibling(name);
        if (!name.equals(String.valueOf(Path.of(name).getFileName()))) {
          faults.add(name + ": outside the folder");
        } else if (Files.isRegularFile(shard)) {
          shards.put(name, WeightFolder.open(shard, name));
        } else {
          faults.add(name + ": missing");
        }
      }
      SortedMap<String, TensorSource> places = new TreeMap<>();
      files.forEach(
          (tensor, name) -> {
            TensorSource shard = shards.get(name);
            if (shard != null && shard.shapes().containsKey(tensor)) {
              places.put(tensor, shard);
            } else if (shard != null) {
              faults.add(tensor + ": not in " + name);
            }
          });
      if (!faults.isEmpty()) {
        throw new DataException(
            index + ": shards that do not fit the index: " + Faults.joined(faults, "; "));
      }
      return new Shards(index.toString(), Collections.unmodifiableSortedMap(places));
    }

    private static SortedMap<String, String> weightMap(Path index) {
      try {
        JsonObject json = JsonParser.parseString(Files.readString(index)).getAsJsonObject();
        SortedMap<String, String> files = new TreeMap<>();
        JsonObject map = json.getAsJsonObject("weight_map");
        Check.that(map != null, "weight_map", "absent", "the shard of each tensor");
        for (Map.Entry<String, JsonElement> e : map.entrySet()) {
          files.put(e.getKey(), e.getValue().getAsString());
        }
        return files;
      } catch (IOException | RuntimeException e) {
        throw TensorFile.unreadable(index, "index of shards", e);
      }
    }

    @Override
    public SortedMap<String, Shape> shapes() {
      TreeMap<String, Shape> shapes = new TreeMap<>();
      places.forEach(
          (name, shard) -> shapes.put(name, Objects.requireNonNull(shard.shapes().get(name))));
      return shapes;
    }

    @Override
    public SortedMap<String, String> types() {
      TreeMap<String, String> types = new TreeMap<>();
      new HashSet<>(places.values()).forEach(shard -> types.putAll(shard.types()));
      types.keySet().retainAll(places.keySet());
      return types;
    }

    @Override
    public NDArray load(NDManager manager, String name) {
      return Objects.requireNonNull(places.get(name), name).load(manager, name);
    }
  }
}
