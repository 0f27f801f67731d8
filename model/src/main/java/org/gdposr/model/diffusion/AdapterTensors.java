package org.gdposr.model.diffusion;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gdposr.model.DataException;
import org.gdposr.model.diffusion.block.AdaptableBlock;
import org.gdposr.model.training.LoraSpec;
import org.gdposr.model.weights.Faults;
import org.gdposr.model.weights.TensorSource;
import org.jspecify.annotations.Nullable;

/**
 * The adapters that a file holds, by the layer's name, whoever wrote it: peft's {@code
 * PREFIX.LAYER.lora_A.weight}, or with the name of an adapter before the last word.
 */
final class AdapterTensors {
  private static final Pattern NAME =
      Pattern.compile("(.+)\\.lora_([AB])(?:\\.default_(encoder|decoder|others))?\\.weight");

  private final TensorSource source;
  private final LoraSpec spec;
  private final TreeMap<String, Pair> pairs = new TreeMap<>();
  private final List<String> others = new ArrayList<>();

  /**
   * The file's names of A and B of one layer.
   *
   * @param group as the names say, null where they don't
   */
  record Pair(@Nullable LoraGroup group, @Nullable String a, @Nullable String b) {}

  /**
   * @param prefix of every adapter's name, with the dot
   */
  AdapterTensors(TensorSource source, String prefix, LoraSpec spec) {
    this.source = source;
    this.spec = spec;
    for (String name : source.shapes().keySet()) {
      Matcher parts = NAME.matcher(name.startsWith(prefix) ? name.substring(prefix.length()) : "");
      if (parts.matches()) {
        String group = parts.group(3);
        Pair pair =
            parts.group(2).equals("A")
                ? new Pair(group(group), name, null)
                : new Pair(group(group), null, name);
        pairs.merge(parts.group(1), pair, AdapterTensors::joined);
      } else {
        others.add(name);
      }
    }
  }

  private static @Nullable LoraGroup group(@Nullable String word) {
    return word == null ? null : LoraGroup.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Pair joined(Pair one, Pair two) {
    return new Pair(
        one.group(), one.a() == null ? two.a() : one.a(), one.b() == null ? two.b() : one.b());
  }

  TensorSource source() {
    return source;
  }

  LoraSpec spec() {
    return spec;
  }

  /** By the layer's name. */
  SortedMap<String, Pair> pairs() {
    return Collections.unmodifiableSortedMap(pairs);
  }

  /** The tensors that are no adapter's. */
  List<String> others() {
    return Collections.unmodifiableList(others);
  }

  /** What keeps the adapters from fitting these layers: each missing or mis-shaped tensor. */
  List<String> faults(SortedMap<String, AdaptableBlock> layers) {
    SortedMap<String, Shape> shapes = source.shapes();
    List<String> faults = new ArrayList<>();
    if (pairs.isEmpty()) {
      faults.add("no adapters (expected: tensors such as LAYER.lora_A.weight)");
    }
    pairs.forEach(
        (name, pair) -> {
          AdaptableBlock layer = layers.get(name);
          if (layer == null) {
            faults.add(name + ": no such layer in the network");
            return;
          }
          check(name + ".lora_A", pair.a(), shapes, layer.adapterInShape(spec.rank()), faults);
          check(name + ".lora_B", pair.b(), shapes, layer.adapterOutShape(spec.rank()), faults);
        });
    return faults;
  }

  /**
   * @throws DataException listing the faults, if there are any
   */
  void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new DataException(
          source.label()
              + ": adapters that do not fit the network: "
              + Faults.joined(faults, "; "));
    }
  }

  private static void check(
      String name,
      @Nullable String fileName,
      SortedMap<String, Shape> shapes,
      Shape expected,
      List<String> faults) {
    if (fileName == null) {
      faults.add(name + ": missing");
    } else if (!Objects.requireNonNull(shapes.get(fileName)).equals(expected)) {
      faults.add(fileName + ": " + shapes.get(fileName) + " (expected: " + expected + ")");
    }
  }
}
