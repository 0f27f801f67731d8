package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.model.DataException;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.ConfigJson;
import org.gdposr.model.weights.Safetensors;
import org.gdposr.model.weights.TensorSource;
import org.jspecify.annotations.Nullable;

/**
 * Adapters in the layouts that others read: peft's folder and diffusers' file. Neither knows
 * groups: all layers become one adapter.
 */
final class LoraFiles {
  static final String PEFT_CONFIG = "adapter_config.json";
  private static final String PEFT_TENSORS = "adapter_model.safetensors";
  private static final String PEFT_PREFIX = "base_model.model.";
  private static final String DIFFUSERS_METADATA = "lora_adapter_metadata";

  /** A pipeline's file names the network; a network's own doesn't. */
  private static final String DIFFUSERS_PREFIX = "unet.";

  /** Kinds of adapters that compute something else. */
  private static final List<String> UNKNOWN =
      List.of("use_dora", "use_rslora", "rank_pattern", "alpha_pattern", "fan_in_fan_out");

  private LoraFiles() {}

  static void writePeft(Lora lora, Path folder) {
    Safetensors.write(
        folder.resolve(PEFT_TENSORS), named(lora, PEFT_PREFIX), Map.of("format", "pt"));
    writePeftConfig(lora.spec(), lora.groups().keySet(), folder);
  }

  private static void writePeftConfig(LoraSpec spec, Set<String> layers, Path folder) {
    JsonObject config = config(spec, layers);
    config.addProperty("bias", "none");
    config.addProperty("inference_mode", true);
    config.addProperty("peft_type", "LORA");
    ConfigJson.write(folder.resolve(PEFT_CONFIG), config);
  }

  static void writeDiffusers(Lora lora, Path file) {
    JsonObject metadata = new JsonObject();
    config(lora.spec(), lora.groups().keySet())
        .entrySet()
        .forEach(e -> metadata.add(DIFFUSERS_PREFIX + e.getKey(), e.getValue()));
    Map<String, String> texts = Map.of("format", "pt", DIFFUSERS_METADATA, metadata.toString());
    Safetensors.write(file, named(lora, DIFFUSERS_PREFIX), texts);
  }

  /** As {@link Lora#convertToPeft}. */
  static void convert(Path saved, Path folder) {
    LoraSpec spec = Lora.specOf(saved);
    AdapterTensors adapters = new AdapterTensors(Safetensors.source(saved), "", spec);
    Map<String, Safetensors.Tensor> raw = Safetensors.readRaw(saved);
    TreeMap<String, Safetensors.Tensor> named = new TreeMap<>();
    adapters
        .pairs()
        .forEach(
            (layer, pair) -> {
              named.put(PEFT_PREFIX + layer + ".lora_A.weight", tensor(raw, saved, pair.a()));
              named.put(PEFT_PREFIX + layer + ".lora_B.weight", tensor(raw, saved, pair.b()));
            });
    Safetensors.writeRaw(folder.resolve(PEFT_TENSORS), named, Map.of("format", "pt"));
    writePeftConfig(spec, adapters.pairs().keySet(), folder);
  }

  private static Safetensors.Tensor tensor(
      Map<String, Safetensors.Tensor> raw, Path saved, @Nullable String name) {
    Safetensors.Tensor tensor = name == null ? null : raw.get(name);
    if (tensor == null) {
      throw new DataException(saved + ": adapter with one half (expected: lora_A and lora_B)");
    }
    return tensor;
  }

  static AdapterTensors read(Path path) {
    return Files.isDirectory(path) ? readPeft(path) : readDiffusers(path);
  }

  private static AdapterTensors readPeft(Path folder) {
    ConfigJson config = ConfigJson.readFile(folder.resolve(PEFT_CONFIG));
    refuseUnknown(config.file(), config.json(), "");
    LoraSpec spec =
        config.build(() -> new LoraSpec(config.integer("r"), config.number("lora_alpha", 8)));
    TensorSource source = Safetensors.source(folder.resolve(PEFT_TENSORS));
    return new AdapterTensors(source, PEFT_PREFIX, spec);
  }

  /** Without metadata alpha is the rank, as diffusers has it. */
  private static AdapterTensors readDiffusers(Path file) {
    TensorSource source = Safetensors.source(file);
    String text = Safetensors.metadata(file).getOrDefault(DIFFUSERS_METADATA, "{}");
    try {
      boolean pipeline =
          source.shapes().keySet().stream().anyMatch(name -> name.startsWith(DIFFUSERS_PREFIX));
      String prefix = pipeline ? DIFFUSERS_PREFIX : "";
      JsonObject metadata = JsonParser.parseString(text).getAsJsonObject();
      refuseUnknown(file, metadata, prefix);
      int rank = rank(source);
      JsonElement alpha = metadata.get(prefix + "lora_alpha");
      LoraSpec spec = new LoraSpec(rank, alpha == null ? rank : alpha.getAsDouble());
      return new AdapterTensors(source, prefix, spec);
    } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
      throw new DataException(file + ": " + DIFFUSERS_METADATA + ": " + e.getMessage(), e);
    }
  }

  private static int rank(TensorSource source) {
    Optional<Long> rank =
        source.shapes().entrySet().stream()
            .filter(e -> e.getKey().endsWith(".lora_A.weight"))
            .map(e -> e.getValue().get(0))
            .findFirst();
    return Math.toIntExact(
        rank.orElseThrow(
            () ->
                new DataException(
                    source.label()
                        + ": no adapters (expected: tensors such as unet.LAYER.lora_A.weight)")));
  }

  private static void refuseUnknown(Path file, JsonObject json, String prefix) {
    for (String key : UNKNOWN) {
      JsonElement value = json.get(prefix + key);
      boolean plain =
          value == null
              || value.isJsonNull()
              || value.isJsonObject() && value.getAsJsonObject().isEmpty()
              || value.isJsonPrimitive() && !value.getAsBoolean();
      if (!plain) {
        throw new DataException(
            file + ": " + prefix + key + ": " + value + " (expected: plain low-rank adapters)");
      }
    }
  }

  private static JsonObject config(LoraSpec spec, Set<String> layers) {
    double alpha = spec.alpha();
    JsonObject config = new JsonObject();
    config.addProperty("r", spec.rank());
    // peft's own are whole
    config.addProperty("lora_alpha", alpha == Math.rint(alpha) ? (Number) (long) alpha : alpha);
    config.add("target_modules", new Gson().toJsonTree(List.copyOf(layers)));
    return config;
  }

  private static SortedMap<String, NDArray> named(Lora lora, String prefix) {
    TreeMap<String, NDArray> named = new TreeMap<>();
    lora.parts()
        .forEach(
            (layer, part) -> {
              named.put(prefix + layer + ".lora_A.weight", part.adapter().a());
              named.put(prefix + layer + ".lora_B.weight", part.adapter().b());
            });
    return named;
  }
}
