package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.Adapter;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.Safetensors;

/**
 * The low-rank adapters of one network, as added by it. Tensor names are peft's: {@code
 * LAYER.lora_A.default_GROUP.weight}.
 */
public final class Lora {
  private final LoraSpec spec;
  private final SortedMap<String, Part> parts;

  /** One layer's adapter and its group. */
  record Part(LoraGroup group, Adapter adapter) {}

  Lora(LoraSpec spec, SortedMap<String, Part> parts) {
    this.spec = spec;
    this.parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /** By the layer's name. */
  SortedMap<String, Part> parts() {
    return parts;
  }

  public LoraSpec spec() {
    return spec;
  }

  /** The group of each adapted layer by the layer's name, in order. */
  public SortedMap<String, LoraGroup> groups() {
    TreeMap<String, LoraGroup> groups = new TreeMap<>();
    parts.forEach((name, part) -> groups.put(name, part.group()));
    return groups;
  }

  /** A (r,in[,k,k]) and B (out,r[,1,1]) of every layer by peft's names, in order. */
  public SortedMap<String, NDArray> namedParameters() {
    return named(List.of(LoraGroup.values()));
  }

  /** A and B of every layer, in the order of their names. */
  public List<NDArray> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /** As {@link #parameters()} for the layers of one group. */
  public List<NDArray> parameters(LoraGroup group) {
    return List.copyOf(named(List.of(group)).values());
  }

  /** Writes the tensors, with rank and alpha in the file's texts. */
  public void save(Path file) {
    Map<String, String> texts =
        Map.of("rank", Integer.toString(spec.rank()), "alpha", Double.toString(spec.alpha()));
    Safetensors.write(file, namedParameters(), texts);
  }

  /**
   * Writes an adapter folder of peft's: adapter_config.json and adapter_model.safetensors, for
   * {@code PeftModel.from_pretrained} on diffusers' network of the same structure.
   */
  public void savePeft(Path folder) {
    LoraFiles.writePeft(this, folder);
  }

  /**
   * Writes what {@link #save} wrote as {@link #savePeft} would; needs no network and no engine.
   *
   * @throws DataException if {@code saved} is no adapter's file
   */
  public static void convertToPeft(Path saved, Path folder) {
    LoraFiles.convert(saved, folder);
  }

  /**
   * Writes a file for diffusers' {@code load_lora_weights} and {@code load_lora_adapter}; its name
   * there is {@code pytorch_lora_weights.safetensors}. Of a UNet only.
   */
  public void saveDiffusers(Path file) {
    LoraFiles.writeDiffusers(this, file);
  }

  /**
   * Overwrites the values with those that {@link #save} wrote.
   *
   * @throws DataException if the file's rank, alpha or tensors are not this adapter's
   */
  public void load(Path file) {
    LoraSpec saved = specOf(file);
    if (!saved.equals(spec)) {
      throw new DataException(file + ": adapter: " + saved + " (expected: " + spec + ")");
    }
    Map<String, NDArray> read = Safetensors.read(parameters().get(0).getManager(), file);
    try {
      restore(read);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    } finally {
      read.values().forEach(NDArray::close);
    }
  }

  /** What {@link #save} wrote into the file's texts. */
  static LoraSpec specOf(Path file) {
    Map<String, String> texts = Safetensors.metadata(file);
    try {
      return new LoraSpec(
          Integer.parseInt(texts.getOrDefault("rank", "")),
          Double.parseDouble(texts.getOrDefault("alpha", "")));
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": no rank and alpha of an adapter: " + e.getMessage(), e);
    }
  }

  /**
   * Overwrites the values.
   *
   * @param tensors by the names of {@link #namedParameters}, all of them and no other
   */
  public void restore(Map<String, NDArray> tensors) {
    SortedMap<String, NDArray> own = namedParameters();
    Check.that(
        tensors.keySet().equals(own.keySet()),
        "adapter tensors",
        tensors.size() + " named otherwise",
        own.size() + " as in this network");
    own.forEach(
        (name, array) -> {
          NDArray value = Objects.requireNonNull(tensors.get(name));
          Check.that(
              value.getShape().equals(array.getShape()),
              name,
              value.getShape(),
              array.getShape().toString());
          value.copyTo(array);
        });
  }

  private SortedMap<String, NDArray> named(List<LoraGroup> groups) {
    TreeMap<String, NDArray> named = new TreeMap<>();
    parts.forEach(
        (name, part) -> {
          if (groups.contains(part.group())) {
            String adapter = part.group().adapterName() + ".weight";
            named.put(name + ".lora_A." + adapter, part.adapter().a());
            named.put(name + ".lora_B." + adapter, part.adapter().b());
          }
        });
    return Collections.unmodifiableSortedMap(named);
  }
}
